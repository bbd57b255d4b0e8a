package org.sealgate.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.sealgate.mime.Octets;
import org.sealgate.provider.Crypto;

/** Writes SignedData (RFC 5652, 5) in DER with definite lengths. Immutable and thread-safe. */
public final class SignedDataWriter {
  private static final byte[] VERSION = Der.integer(1);

  private final Crypto crypto;
  private final List<CmsSigner> signers;
  private final byte[] digestAlgorithms;
  private final byte[] certificates;

  /**
   * @param signers who signs; at least one
   * @param certificates what travels along: the signers' certificates and their intermediates
   */
  public SignedDataWriter(
      Crypto crypto, List<CmsSigner> signers, Collection<X509Certificate> certificates) {
    this.crypto = crypto;
    this.signers = List.copyOf(signers);
    this.digestAlgorithms =
        Der.setOf(
            signers.stream()
                .map(CmsSigner::digestAlgorithm)
                .distinct()
                .map(AlgorithmIdentifier::encoded)
                .toList());
    List<byte[]> encoded = certificates.stream().distinct().map(CmsSigner::encoded).toList();
    this.certificates = Der.tlv(0xA0, encoded);
  }

  /** JCA names of the digests of the signers, each once. */
  public List<String> digestNames() {
    return signers.stream().map(CmsSigner::digestName).distinct().toList();
  }

  /** A new computation of the digests the signers need. */
  public ContentDigests digests() {
    return new ContentDigests(crypto, digestNames());
  }

  /** A signature whose content travels outside (RFC 8551, 3.5.3), as ContentInfo in DER. */
  public byte[] detached(ContentDigests.Results digests, Instant signingTime) {
    byte[] encapsulated = Der.sequence(Der.oid(Oids.DATA));
    byte[] signedData =
        Der.sequence(
            VERSION,
            digestAlgorithms,
            encapsulated,
            certificates,
            signerInfos(digests, signingTime));
    return Der.sequence(Der.oid(Oids.SIGNED_DATA), Der.context(0, signedData));
  }

  /**
   * A signature with its content inside (RFC 8551, 3.5.2), as ContentInfo in DER. The content is
   * written twice: to the digests, then out.
   */
  public void opaque(Octets content, Instant signingTime, OutputStream out) throws IOException {
    ContentDigests digests = digests();
    content.writeTo(digests);
    opaque(new Digested(content, digests.finish()), signingTime, out);
  }

  /** A content and its digests, which were computed on the way. */
  public record Digested(Octets content, ContentDigests.Results digests) {}

  /** The same over a content whose digests are known. */
  public void opaque(Digested digested, Instant signingTime, OutputStream out) throws IOException {
    Octets content = digested.content();
    byte[] signerInfos = signerInfos(digested.digests(), signingTime);

    byte[] contentHeader = Der.header(Der.OCTET_STRING, content.length());
    long octetString = contentHeader.length + content.length();
    byte[] dataType = Der.oid(Oids.DATA);
    long encapsulated = dataType.length + Der.total(octetString);
    long signedData =
        VERSION.length
            + digestAlgorithms.length
            + Der.total(encapsulated)
            + certificates.length
            + signerInfos.length;
    byte[] signedDataType = Der.oid(Oids.SIGNED_DATA);

    out.write(Der.header(Der.SEQUENCE, signedDataType.length + Der.total(Der.total(signedData))));
    out.write(signedDataType);
    out.write(Der.header(0xA0, Der.total(signedData)));
    out.write(Der.header(Der.SEQUENCE, signedData));
    out.write(VERSION);
    out.write(digestAlgorithms);
    out.write(Der.header(Der.SEQUENCE, encapsulated));
    out.write(dataType);
    out.write(Der.header(0xA0, octetString));
    out.write(contentHeader);
    content.writeTo(out);
    out.write(certificates);
    out.write(signerInfos);
  }

  private byte[] signerInfos(ContentDigests.Results digests, Instant signingTime) {
    return Der.setOf(
        signers.stream()
            .map(signer -> signer.signerInfo(digests.of(signer.digestName()), signingTime))
            .toList());
  }
}
