package org.sealgate.cms;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a signer signs beside the content (RFC 5652, 5.3 and 11). */
public final class SignedAttributes {
  private static final int UTC_YEARS = 50;

  /** Year to minute, seconds perhaps absent, fractions dropped, zone. */
  private static final Pattern TIME =
      Pattern.compile(
          "(\\d{4})(\\d{2})(\\d{2})(\\d{2})(\\d{2})(\\d{2})?(?:[.,]\\d{1,9})?(Z|[+-]\\d{4})");

  private final byte[] encoded;
  private final List<Attribute> attributes;
  private final Optional<Instant> signingTime;

  private SignedAttributes(byte[] encoded, List<Attribute> attributes) {
    this.encoded = encoded;
    this.attributes = attributes;
    this.signingTime = single(Oids.SIGNING_TIME).flatMap(SignedAttributes::time);
  }

  static SignedAttributes parse(Element implicit, int most) {
    return new SignedAttributes(implicit.encodedAs(Der.SET), Attribute.list(implicit, most));
  }

  /** True where the octets themselves are a SET of attributes that one could sign. */
  static boolean looksLike(byte[] octets) {
    if (octets.length == 0 || octets[0] != Der.SET) {
      return false;
    }
    try {
      Element set = Element.parse(octets);
      return set.end() == octets.length
          && Attribute.list(set, Integer.MAX_VALUE).stream()
              .anyMatch(attribute -> attribute.type().equals(Oids.MESSAGE_DIGEST));
    } catch (RuntimeException e) {
      return false;
    }
  }

  /** What the signature is over, as the message has it. */
  byte[] encoded() {
    return encoded;
  }

  /** What the signature should be over, however the message encodes it (RFC 5652, 5.4). */
  byte[] der() {
    return Element.parse(encoded).der();
  }

  /** The content type, where there is exactly one. */
  Optional<String> contentType() {
    return single(Oids.CONTENT_TYPE).filter(v -> v.is(Der.OBJECT_IDENTIFIER)).map(Element::oid);
  }

  /** The digest of the content, where there is exactly one. */
  Optional<byte[]> messageDigest() {
    return single(Oids.MESSAGE_DIGEST).filter(Element::isOctetString).map(Element::octets);
  }

  boolean has(String type) {
    return attributes.stream().anyMatch(attribute -> attribute.type().equals(type));
  }

  /** The signer's own claim of the time; empty where there is none that can be read. */
  public Optional<Instant> signingTime() {
    return signingTime;
  }

  /**
   * The first certificate that signing-certificate (RFC 2634) names, and the first that its second
   * version does: where there are both, each counts by itself (RFC 5035, 5).
   */
  List<CertificateHash> signingCertificates() {
    List<CertificateHash> named = new ArrayList<>(2);
    single(Oids.SIGNING_CERTIFICATE_V2)
        .ifPresent(value -> named.add(CertificateHash.parse(value, Oids.SHA_256)));
    single(Oids.SIGNING_CERTIFICATE)
        .ifPresent(value -> named.add(CertificateHash.parse(value, Oids.SHA_1)));
    return named;
  }

  /** What the signer says of its algorithms, where anybody else could say it differently. */
  Optional<AlgorithmProtection> algorithmProtection() {
    return single(Oids.ALGORITHM_PROTECTION).map(AlgorithmProtection::parse);
  }

  /** True where an attribute stands twice, or has no value or several. */
  boolean isRepeated(String type) {
    return has(type) && single(type).isEmpty();
  }

  /** The only value of the only attribute of a type. */
  private Optional<Element> single(String type) {
    Attribute only = null;
    for (Attribute attribute : attributes) {
      if (attribute.type().equals(type)) {
        if (only != null) {
          return Optional.empty();
        }
        only = attribute;
      }
    }
    return only != null && only.values().size() == 1
        ? Optional.of(only.values().getFirst())
        : Optional.empty();
  }

  private static Optional<Instant> time(Element value) {
    String text = new String(value.value(), StandardCharsets.US_ASCII);
    if (value.is(Der.UTC_TIME) && text.length() >= 11) {
      boolean thisCentury = text.compareTo(Integer.toString(UTC_YEARS)) < 0;
      text = (thisCentury ? "20" : "19") + text;
    } else if (!value.is(Der.GENERALIZED_TIME)) {
      return Optional.empty();
    }
    Matcher parts = TIME.matcher(text);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      LocalDateTime time =
          LocalDateTime.of(
              number(parts, 1),
              number(parts, 2),
              number(parts, 3),
              number(parts, 4),
              number(parts, 5),
              parts.group(6) == null ? 0 : number(parts, 6));
      return Optional.of(time.toInstant(ZoneOffset.of(parts.group(7))));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private static int number(Matcher parts, int group) {
    return Integer.parseInt(parts.group(group));
  }

  /**
   * The digest of a signer's certificate (RFC 5035, 4).
   *
   * @param algorithm the object identifier of the digest
   * @param hash the digest
   */
  record CertificateHash(String algorithm, byte[] hash) {
    static CertificateHash parse(Element signingCertificate, String defaultAlgorithm) {
      Elements id =
          signingCertificate.children().next("certs").children().next("ESSCertID").children();
      Element algorithm = id.nextIf(Der.SEQUENCE);
      return new CertificateHash(
          algorithm == null ? defaultAlgorithm : algorithm.algorithm().algorithm(),
          id.next("certHash").octets());
    }
  }

  /**
   * The algorithms of a signature, signed (RFC 6211, 2).
   *
   * @param digest the digest of the content
   * @param signature the signature scheme; empty where a code authenticates instead
   */
  record AlgorithmProtection(AlgorithmIdentifier digest, Optional<AlgorithmIdentifier> signature) {
    static AlgorithmProtection parse(Element value) {
      Elements in = value.children();
      AlgorithmIdentifier digest = in.next("digestAlgorithm").algorithm();
      Element signature = in.nextIf(0xA1);
      return new AlgorithmProtection(
          digest, Optional.ofNullable(signature).map(each -> each.algorithmUnder(0xA1)));
    }

    /** True where a signer uses just these. */
    boolean holdsFor(SignerInfo signer) {
      return digest.isSameAs(signer.digestAlgorithm())
          && signature.filter(signer.signatureAlgorithm()::isSameAs).isPresent();
    }
  }
}
