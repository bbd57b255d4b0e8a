package org.sealgate.cms;

import java.io.IOException;
import java.io.OutputStream;

/** DigestedData (RFC 5652, 7). The digest protects against accidents, not against people. */
public final class DigestedContent implements CmsContent {
  private final BerReader in;
  private final AlgorithmIdentifier digestAlgorithm;
  private final String contentType;

  private DigestedContent(BerReader in, AlgorithmIdentifier digestAlgorithm, String contentType) {
    this.in = in;
    this.digestAlgorithm = digestAlgorithm;
    this.contentType = contentType;
  }

  static DigestedContent open(BerReader in) throws IOException {
    in.enter(Der.SEQUENCE, "DigestedData");
    in.capture(Der.INTEGER, "version");
    AlgorithmIdentifier digest = in.capture("digestAlgorithm").algorithm();
    in.enter(Der.SEQUENCE, "encapContentInfo");
    return new DigestedContent(in, digest, in.capture("eContentType").oid());
  }

  @Override
  public String type() {
    return Oids.DIGESTED_DATA;
  }

  public AlgorithmIdentifier digestAlgorithm() {
    return digestAlgorithm;
  }

  public String contentType() {
    return contentType;
  }

  /** Writes the content, then gives the digest it claims to have; once. */
  public byte[] read(OutputStream sink) throws IOException {
    if (in.peek() == 0xA0) {
      in.enter(0xA0, "eContent");
      if (in.peek() >= 0) {
        in.octets(sink);
      }
      in.leave();
    }
    in.leave();
    return in.capture("digest").octets();
  }
}
