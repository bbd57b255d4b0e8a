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
 * @param countersignatures the number of countersignatures it carries
 */
public record SignerInfo(
    RecipientIdentifier signer,
    AlgorithmIdentifier digestAlgorithm,
    Optional<SignedAttributes> signedAttributes,
    AlgorithmIdentifier signatureAlgorithm,
    byte[] signature,
    int countersignatures) {

  static SignerInfo parse(Element signerInfo) {
    Elements in = signerInfo.children();
    in.next(Der.INTEGER, "version");
    RecipientIdentifier signer = Identifiers.parse(in.next("sid"));
    AlgorithmIdentifier digest = in.next("digestAlgorithm").algorithm();
    Element signed = in.nextIf(0xA0);
    AlgorithmIdentifier scheme = in.next("signatureAlgorithm").algorithm();
    byte[] signature = in.next("signature").octets();
    Element unsigned = in.nextIf(0xA1);
    int countersignatures =
        unsigned == null
            ? 0
            : (int)
                Attribute.list(unsigned).stream()
                    .filter(attribute -> attribute.type().equals(Oids.COUNTERSIGNATURE))
                    .mapToLong(attribute -> attribute.values().size())
                    .sum();
    return new SignerInfo(
        signer,
        digest,
        Optional.ofNullable(signed).map(SignedAttributes::parse),
        scheme,
        signature,
        countersignatures);
  }

  /** The certificate among these (DER) that it names; empty where none is it. */
  public Optional<byte[]> certificate(List<byte[]> certificates) {
    return Optional.ofNullable(SignedContent.named(certificates, signer));
  }
}
