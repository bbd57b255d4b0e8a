package org.sealgate.mime;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sealgate.SmimeException;

/**
 * A MIME entity: a header block and a body, which is a slice of the octets it was read from. Media
 * type and encodings are read from the header when asked for.
 */
public final class Entity {
  private static final int FIRST_LOOK = 8 << 10;

  private final Octets octets;
  private final HeaderBlock header;
  private final Octets body;

  // Read once, when asked for; two threads may do so at once, which harms nothing.
  private @Nullable ContentType contentType;
  private @Nullable TransferEncoding transferEncoding;

  private Entity(Octets octets, HeaderBlock header, Octets body) {
    this.octets = octets;
    this.header = header;
    this.body = body;
  }

  /**
   * An entity exactly as it stands: the first line is already the header or, where it is empty or
   * no field, the body.
   *
   * @throws SmimeException LIMIT_EXCEEDED for a header beyond the limits
   */
  public static Entity parse(Octets octets, MimeLimits limits) throws IOException {
    return parse(octets, 0, limits);
  }

  /**
   * A whole mail as it lies in a file: as {@link #parse}, but empty lines before the header are
   * skipped. An mbox separator ({@code From ...}) becomes a nameless first line of the header.
   *
   * @throws SmimeException LIMIT_EXCEEDED for a header beyond the limits
   */
  public static Entity parseMail(Octets octets, MimeLimits limits) throws IOException {
    byte[] start = new byte[(int) Math.min(256, octets.length())];
    int count = octets.read(0, start, 0, start.length);
    int skipped = 0;
    while (skipped < count && (start[skipped] == '\r' || start[skipped] == '\n')) {
      skipped++;
    }
    return parse(octets, skipped, limits);
  }

  private static Entity parse(Octets octets, int from, MimeLimits limits) throws IOException {
    if (octets instanceof MemoryOctets memory) {
      // No copy; one look is enough, and the fields share the array.
      int start = memory.offset() + from;
      int end = memory.offset() + (int) memory.length();
      var found = HeaderScan.scan(memory.array(), start, end, limits);
      return new Entity(octets, found.block(), rest(octets, found.bodyStart() - memory.offset()));
    }
    // The header of a file is copied to the heap, so that its fields outlive the file.
    long look = FIRST_LOOK;
    while (true) {
      byte[] head = new byte[(int) Math.min(look, octets.length() - from)];
      int count = octets.read(from, head, 0, head.length);
      var found = HeaderScan.scan(head, 0, count, limits);
      if (found.complete() || from + count >= octets.length()) {
        byte[] own = Arrays.copyOf(head, found.bodyStart());
        HeaderBlock block = HeaderScan.scan(own, 0, own.length, limits).block();
        return new Entity(octets, block, rest(octets, from + found.bodyStart()));
      }
      look *= 8;
    }
  }

  private static Octets rest(Octets octets, long from) {
    return octets.slice(from, octets.length());
  }

  /** An entity made of a header and a body, with an empty line between them. */
  public static Entity of(HeaderBlock header, Octets body) {
    Octets octets = Octets.join(Octets.of(header.rawWithEmptyLine()), body);
    return new Entity(octets, header, body);
  }

  /** All its octets as they came: header, empty line, body. */
  public Octets octets() {
    return octets;
  }

  /** The header. */
  public HeaderBlock header() {
    return header;
  }

  /** The body as it stands, in its transfer encoding. */
  public Octets body() {
    return body;
  }

  /** The body with its transfer encoding undone. */
  public InputStream decodedBody() {
    return transferEncoding().decode(body);
  }

  /** The media type; {@link ContentType#DEFAULT} where none is given. */
  public ContentType contentType() {
    ContentType known = contentType;
    if (known == null) {
      known = header.value("Content-Type").map(ContentType::parse).orElse(ContentType.DEFAULT);
      contentType = known;
    }
    return known;
  }

  /** The transfer encoding; 7bit where none is given. */
  public TransferEncoding transferEncoding() {
    TransferEncoding known = transferEncoding;
    if (known == null) {
      known =
          header
              .value("Content-Transfer-Encoding")
              .map(TransferEncoding::parse)
              .orElse(TransferEncoding.SEVEN_BIT);
      transferEncoding = known;
    }
    return known;
  }

  /** The disposition, where one is given. */
  public Optional<Disposition> disposition() {
    return header.value("Content-Disposition").map(Disposition::parse);
  }

  /** The file name: of the disposition, else the name parameter of the media type. */
  public Optional<String> filename() {
    Optional<String> name = disposition().flatMap(Disposition::filename);
    return name.isPresent() ? name : contentType().parameter("name").map(EncodedWords::decode);
  }

  /**
   * The parts of a multipart body; empty for any other type and where the boundary is missing.
   *
   * @throws SmimeException LIMIT_EXCEEDED for more parts than the limits allow
   */
  public Optional<Multipart> multipart(MimeLimits limits) throws IOException {
    return multipart(limits, OutputStream.nullOutputStream());
  }

  /** {@link #multipart(MimeLimits)}, and the octets of the first part written to a stream. */
  public Optional<Multipart> multipart(MimeLimits limits, OutputStream firstPart)
      throws IOException {
    ContentType type = contentType();
    String boundary = type.parameters().getOrDefault("boundary", "");
    if (!type.isMultipart() || boundary.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(Multipart.parse(body, boundary, limits, firstPart));
  }
}
