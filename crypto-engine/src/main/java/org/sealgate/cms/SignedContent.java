package org.sealgate.cms;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.sealgate.SmimeException;

/**
 * SignedData (RFC 5652, 5), read as far as its content: first {@link #digestAlgorithms()} tells
 * what to compute while the content passes, then {@link #read} passes it and gives certificates and
 * signers.
 */
public final class SignedContent implements CmsContent {
  private final BerReader in;
  private final CmsLimits limits;
  private final List<AlgorithmIdentifier> digestAlgorithms;
  private final String contentType;
  private final boolean detached;

  private SignedContent(
      BerReader in,
      CmsLimits limits,
      List<AlgorithmIdentifier> digestAlgorithms,
      String contentType,
      boolean detached) {
    this.in = in;
    this.limits = limits;
    this.digestAlgorithms = List.copyOf(digestAlgorithms);
    this.contentType = contentType;
    this.detached = detached;
  }

  static SignedContent open(BerReader in, CmsLimits limits) throws IOException {
    in.enter(Der.SEQUENCE, "SignedData");
    in.capture(Der.INTEGER, "version");
    List<AlgorithmIdentifier> digests = new ArrayList<>();
    Elements algorithms = in.capture(Der.SET, "digestAlgorithms").children();
    while (algorithms.hasNext()) {
      digests.add(algorithms.next("digest algorithm").algorithm());
    }
    in.enter(Der.SEQUENCE, "encapContentInfo");
    String contentType = in.capture(Der.OBJECT_IDENTIFIER, "eContentType").oid();
    return new SignedContent(in, limits, digests, contentType, in.peek() != 0xA0);
  }

  @Override
  public String type() {
    return Oids.SIGNED_DATA;
  }

  /** The digests its signers say they use; may lack some, and may be empty (certificates only). */
  public List<AlgorithmIdentifier> digestAlgorithms() {
    return digestAlgorithms;
  }

  /** What was signed: an object identifier, id-data for mail. */
  public String contentType() {
    return contentType;
  }

  /** True where the content is not in the structure. */
  public boolean detached() {
    return detached;
  }

  /**
   * Writes the content, if it is there, and reads what follows it; once.
   *
   * @param sink takes the octets that are signed
   */
  public Signatures read(OutputStream sink) throws IOException {
    if (!detached) {
      in.enter(0xA0, "eContent");
      int tag = in.peek();
      if (tag >= 0 && (tag & ~0x20) == Der.OCTET_STRING) {
        in.octets(sink);
      } else if (tag >= 0) {
        // PKCS #7 allowed any type; its value octets are what is signed (RFC 5652, 5.2.1).
        sink.write(in.capture("content").value());
      }
      in.leave();
    }
    in.leave();
    List<byte[]> certificates = new ArrayList<>();
    List<byte[]> revocationLists = new ArrayList<>();
    collect(0, certificates);
    collect(1, revocationLists);
    return new Signatures(certificates, revocationLists, signers());
  }

  private void collect(int number, List<byte[]> target) throws IOException {
    if ((in.peek() & ~0x20) != (0x80 | number)) {
      return;
    }
    Elements choices = in.capture("certificates or crls").children();
    while (choices.hasNext()) {
      Element choice = choices.next("certificate or CRL");
      if (target.size() == limits.certificates()) {
        throw SmimeException.limit("cms.certificates", limits.certificates());
      }
      if (choice.is(Der.SEQUENCE)) {
        target.add(choice.encoded());
      }
    }
  }

  private List<SignerInfo> signers() throws IOException {
    if (in.peek() < 0) {
      throw in.broken("no signerInfos where some have to be");
    }
    List<SignerInfo> signers = new ArrayList<>();
    Elements infos = in.capture(Der.SET, "signerInfos").children();
    while (infos.hasNext()) {
      if (signers.size() == limits.signers()) {
        throw SmimeException.limit("cms.signers", limits.signers());
      }
      signers.add(SignerInfo.parse(infos.next(Der.SEQUENCE, "SignerInfo"), limits));
    }
    return signers;
  }

  /**
   * What follows the content of SignedData.
   *
   * @param certificates the X.509 certificates in DER, in the order in which they were found
   * @param revocationLists CRLs in DER
   * @param signers one for each SignerInfo
   */
  public record Signatures(
      List<byte[]> certificates, List<byte[]> revocationLists, List<SignerInfo> signers) {
    public Signatures {
      certificates = List.copyOf(certificates);
      revocationLists = List.copyOf(revocationLists);
      signers = List.copyOf(signers);
    }
  }

  /** The first certificate the identifier names; null where there is none. */
  static byte @Nullable [] named(List<byte[]> certificates, RecipientIdentifier identifier) {
    for (byte[] certificate : certificates) {
      if (CertificateNames.matches(certificate, identifier)) {
        return certificate;
      }
    }
    return null;
  }
}
