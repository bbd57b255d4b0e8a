package org.sealgate.cms;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/** CompressedData (RFC 3274). */
public final class CompressedContent implements CmsContent {
  private static final String ZLIB = "1.2.840.113549.1.9.16.3.8";
  private static final int CHUNK = 64 << 10;

  /** Ratios are not looked at before this much has come out: short texts compress well. */
  private static final long FREE = 10L << 20;

  private final BerReader in;
  private final CmsLimits limits;
  private final AlgorithmIdentifier compression;
  private final String contentType;

  private CompressedContent(
      BerReader in, CmsLimits limits, AlgorithmIdentifier compression, String contentType) {
    this.in = in;
    this.limits = limits;
    this.compression = compression;
    this.contentType = contentType;
  }

  static CompressedContent open(BerReader in, CmsLimits limits) throws IOException {
    in.enter(Der.SEQUENCE, "CompressedData");
    in.capture(Der.INTEGER, "version");
    AlgorithmIdentifier compression = in.capture("compressionAlgorithm").algorithm();
    in.enter(Der.SEQUENCE, "encapContentInfo");
    String contentType = in.capture("eContentType").oid();
    if (in.peek() == 0xA0) {
      in.enter(0xA0, "eContent");
    }
    return new CompressedContent(in, limits, compression, contentType);
  }

  @Override
  public String type() {
    return Oids.COMPRESSED_DATA;
  }

  /** What was compressed: an object identifier. */
  public String contentType() {
    return contentType;
  }

  /** The compression, for people. */
  public String algorithm() {
    return compression.algorithm().equals(ZLIB) ? "zlib" : compression.algorithm();
  }

  /**
   * Writes the content inflated; once.
   *
   * @throws SmimeException UNSUPPORTED, MALFORMED, or LIMIT_EXCEEDED for {@code cms.inflateRatio}
   *     and {@code cms.inflatedOctets}
   */
  public void read(OutputStream sink) throws IOException {
    if (!compression.algorithm().equals(ZLIB)) {
      throw new SmimeException(
          ErrorCode.UNSUPPORTED,
          "the content is compressed with " + compression.algorithm() + ", not with zlib");
    }
    if (in.peek() < 0) {
      return;
    }
    try (Inflation inflation = new Inflation(sink, limits)) {
      in.octets(inflation);
      inflation.finish();
    }
  }

  /** Inflates what is written to it, within the ratio. */
  private static final class Inflation extends FilterOutputStream {
    private final Inflater inflater = new Inflater();
    private final byte[] piece = new byte[CHUNK];
    private final CmsLimits limits;
    private long taken;
    private long given;

    Inflation(OutputStream sink, CmsLimits limits) {
      super(sink);
      this.limits = limits;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      inflater.setInput(b, off, len);
      taken += len;
      try {
        int n = inflater.inflate(piece);
        while (n > 0) {
          given += n;
          if (given > FREE && given / limits.inflateRatio() > taken) {
            throw SmimeException.limit("cms.inflateRatio", limits.inflateRatio());
          }
          if (given > limits.inflatedOctets()) {
            throw SmimeException.limit("cms.inflatedOctets", limits.inflatedOctets());
          }
          out.write(piece, 0, n);
          n = inflater.inflate(piece);
        }
      } catch (DataFormatException e) {
        throw SmimeException.malformed("the compressed content is not zlib", e);
      }
    }

    void finish() {
      if (!inflater.finished()) {
        throw SmimeException.malformed("the compressed content ends too early");
      }
    }

    @Override
    public void close() {
      inflater.end();
    }
  }
}
