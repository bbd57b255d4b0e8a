package org.sealgate.cms;

import java.util.List;
import java.util.Optional;

/**
 * One signer of SignedData (RFC 5652, 5.3).
 *
 * @param signer how it names its certificate
 * @param digestAlgorithm the digest over the content
 * @param signedAttributes what is signed beside the content; empty where the content alone is
 * @param signatureAlgorithm the signature scheme, or the kind of key in older messages
 * @param signature the signature
 * @param unsignedAttributes the types of what it carries without signing it: countersignatures,
 *     time stamps
 */
public record SignerInfo(
    RecipientIdentifier signer,
    AlgorithmIdentifier digestAlgorithm,
    Optional<SignedAttributes> signedAttributes,
    AlgorithmIdentifier signatureAlgorithm,
    byte[] signature,
    List<String> unsignedAttributes) {
  public SignerInfo {
    unsignedAttributes = List.copyOf(unsignedAttributes);
  }

  static SignerInfo parse(Element signerInfo, CmsLimits limits) {
    Elements in = signerInfo.children();
    in.next(Der.INTEGER, "version");
    RecipientIdentifier signer = Identifiers.parse(in.next("sid"));
    AlgorithmIdentifier digest = in.next("digestAlgorithm").algorithm();
    Element signed = in.nextIf(0xA0);
    AlgorithmIdentifier scheme = in.next("signatureAlgorithm").algorithm();
    byte[] signature = in.next("signature").octets();
    Element unsigned = in.nextIf(0xA1);
    List<String> unsignedTypes =
        unsigned == null
            ? List.of()
            : Attribute.list(unsigned, limits.attributes()).stream().map(Attribute::type).toList();
    return new SignerInfo(
        signer,
        digest,
        Optional.ofNullable(signed).map(each -> SignedAttributes.parse(each, limits.attributes())),
        scheme,
        signature,
        unsignedTypes);
  }

  /** The certificate among these (DER) that it names; empty where none is it. */
  public Optional<byte[]> certificate(List<byte[]> certificates) {
    return Optional.ofNullable(SignedContent.named(certificates, signer));
  }

  /** True where this is the certificate (DER) of the signer. */
  public boolean names(byte[] certificate) {
    return CertificateNames.matches(certificate, signer);
  }
}
