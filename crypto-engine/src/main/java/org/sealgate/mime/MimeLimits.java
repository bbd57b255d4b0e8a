package org.sealgate.mime;

/**
 * Bounds on a MIME message, so that a hostile one costs a clear error (promise 7).
 *
 * @param headerOctets the size of one header block
 * @param headerFields the number of fields in one header block
 * @param parts the number of parts in one multipart
 * @param depth the nesting of multipart and message/rfc822 within each other
 */
public record MimeLimits(int headerOctets, int headerFields, int parts, int depth) {
  /** 1 MiB of headers, 5,000 fields, 10,000 parts, depth 150. */
  public static final MimeLimits DEFAULT = new MimeLimits(1 << 20, 5_000, 10_000, 150);

  /** For what was read within limits already. */
  static final MimeLimits NONE =
      new MimeLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);
}
