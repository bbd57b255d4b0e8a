package org.sealgate.mime;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sealgate.SmimeException;

/**
 * A multipart body cut at its boundaries (RFC 2046, 5.1.1), each part exactly as it stands: the
 * line end before a boundary belongs to the boundary.
 *
 * @param preamble what stands before the first boundary, without the line end before it
 * @param parts the parts, header and body, octet for octet
 * @param epilogue what stands behind the line of the closing boundary
 * @param closed whether there is a closing boundary; where it is missing the last part goes to the
 *     end of the body
 */
public record Multipart(Octets preamble, List<Octets> parts, Octets epilogue, boolean closed) {
  /** The longest boundary that is looked for; RFC 2046 allows 70. */
  static final int MAX_BOUNDARY = 8_192;

  public Multipart {
    parts = List.copyOf(parts);
  }

  /**
   * Cuts a body.
   *
   * @param boundary the parameter of the Content-Type, without the leading hyphens
   * @throws SmimeException LIMIT_EXCEEDED for more parts than the limits allow, MALFORMED for a
   *     boundary of more than 8,192 octets
   */
  public static Multipart parse(Octets body, String boundary, MimeLimits limits)
      throws IOException {
    return cutter(body, boundary, limits).cut();
  }

  /**
   * {@link #parse(Octets, String, MimeLimits)}, and the octets of the first part, if there is one,
   * written to a stream: a digest then costs no pass of its own over them.
   */
  public static Multipart parse(
      Octets body, String boundary, MimeLimits limits, OutputStream firstPart) throws IOException {
    return cutter(body, boundary, limits).showing(firstPart).cut();
  }

  private static Cutter cutter(Octets body, String boundary, MimeLimits limits) {
    byte[] octets = boundary.getBytes(StandardCharsets.ISO_8859_1);
    if (octets.length > MAX_BOUNDARY) {
      throw SmimeException.malformed(
          "the boundary of a multipart has "
              + octets.length
              + " octets: RFC 2046 allows 70, we "
              + MAX_BOUNDARY);
    }
    return new Cutter(body, new BoundaryScan(body, octets), limits);
  }

  /** Walks from boundary to boundary. */
  private static final class Cutter {
    private final Octets body;
    private final BoundaryScan scan;
    private final MimeLimits limits;
    private final List<Octets> parts = new ArrayList<>(4);
    private OutputStream firstPart = OutputStream.nullOutputStream();

    Cutter(Octets body, BoundaryScan scan, MimeLimits limits) {
      this.body = body;
      this.scan = scan;
      this.limits = limits;
    }

    Cutter showing(OutputStream out) {
      firstPart = out;
      return this;
    }

    Multipart cut() throws IOException {
      BoundaryScan.Line line = scan.next(0);
      Octets preamble = body.slice(0, line == null ? body.length() : line.start());
      while (line != null && !line.closing()) {
        if (parts.size() == limits.parts()) {
          throw SmimeException.limit("mime.parts", limits.parts());
        }
        BoundaryScan.Line next = parts.isEmpty() ? endOfFirst(line) : scan.next(line.end());
        parts.add(body.slice(line.end(), end(line, next)));
        line = next;
      }
      Octets epilogue = body.slice(line == null ? body.length() : line.end(), body.length());
      return new Multipart(preamble, parts, epilogue, line != null);
    }

    private long end(BoundaryScan.Line line, BoundaryScan.@Nullable Line next) {
      return next == null ? body.length() : Math.max(line.end(), next.start());
    }

    private BoundaryScan.@Nullable Line endOfFirst(BoundaryScan.Line line) throws IOException {
      Shown shown = new Shown(line.end());
      BoundaryScan.Line next = scan.next(line.end(), shown);
      shown.before(end(line, next));
      return next;
    }

    /** Shows the first part from a position on, as far as it is known to go. */
    private final class Shown implements BoundaryScan.Passed {
      private long done;

      Shown(long start) {
        done = start;
      }

      @Override
      public void before(long position) throws IOException {
        if (position > done) {
          scan.writeTo(firstPart, done, position);
          done = position;
        }
      }
    }
  }
}
