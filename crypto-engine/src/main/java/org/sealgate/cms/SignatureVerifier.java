package org.sealgate.cms;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.SignatureException;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.Set;
import org.sealgate.SmimeException;
import org.sealgate.cms.SignatureCheck.Invalid;
import org.sealgate.cms.SignatureCheck.Valid;
import org.sealgate.provider.Crypto;

/**
 * Checks what signers of SignedData claim (RFC 5652, 5.6). What a message is, is never an
 * exception: only reading the content again may throw. Thread-safe.
 */
public final class SignatureVerifier {
  /** Attributes larger than this are not what a forger makes of somebody's signature. */
  private static final int FORGERY_WINDOW = 1 << 20;

  private static final Set<String> MUST_BE_SIGNED =
      Set.of(Oids.CONTENT_TYPE, Oids.MESSAGE_DIGEST, Oids.SIGNING_TIME);

  /** One instance with one value of each (RFC 2634, 5.4; RFC 5035, 3). */
  private static final Set<String> NAMING_CERTIFICATES =
      Set.of(Oids.SIGNING_CERTIFICATE, Oids.SIGNING_CERTIFICATE_V2);

  private final Crypto crypto;

  public SignatureVerifier(Crypto crypto) {
    this.crypto = crypto;
  }

  /**
   * What is signed.
   *
   * @param type the content type that the structure names
   * @param digests what was computed while the content passed
   * @param source the content once more, for signers without signed attributes
   */
  public record Content(String type, DigestPass digests, ContentSource source) {}

  /**
   * Who is said to have signed.
   *
   * @param certificate the certificate that the signer names
   * @param key its public key, with all parameters that it needs
   */
  public record Holder(X509Certificate certificate, PublicKey key) {}

  /** Checks one signer against the certificate it names. */
  public SignatureCheck check(SignerInfo signer, X509Certificate certificate, Content content)
      throws IOException {
    return check(signer, new Holder(certificate, certificate.getPublicKey()), content);
  }

  /** Checks one signer against the certificate it names, and a key that this one holds in part. */
  public SignatureCheck check(SignerInfo signer, Holder holder, Content content)
      throws IOException {
    try {
      if (signer.unsignedAttributes().stream().anyMatch(MUST_BE_SIGNED::contains)) {
        return new Invalid(
            "attributes-malformed", "an attribute that must be signed is not (RFC 5652, 11)");
      }
      VerificationScheme scheme = VerificationScheme.of(signer);
      if (scheme == null) {
        return unknown(signer.signatureAlgorithm());
      }
      Optional<SignedAttributes> attributes = signer.signedAttributes();
      return attributes.isPresent()
          ? checkAttributes(signer, scheme, attributes.get(), holder, content)
          : checkContent(signer, scheme, holder.key(), content);
    } catch (SmimeException e) {
      return new Invalid("malformed", "the signature cannot be checked: " + e.getMessage());
    } catch (GeneralSecurityException | RuntimeException e) {
      // Providers meet hostile keys with all kinds of exceptions; none may end the verdict.
      return new Invalid(
          "algorithm-unknown",
          "the signature cannot be checked: no support for "
              + signer.signatureAlgorithm()
              + " with this key");
    }
  }

  private static Invalid unknown(AlgorithmIdentifier algorithm) {
    return new Invalid(
        "algorithm-unknown", "the signature cannot be checked: unknown algorithm " + algorithm);
  }

  private SignatureCheck checkAttributes(
      SignerInfo signer,
      VerificationScheme scheme,
      SignedAttributes attributes,
      Holder holder,
      Content content)
      throws GeneralSecurityException {
    Optional<Invalid> problem =
        problemOf(attributes, holder.certificate(), content.type())
            .or(() -> otherAlgorithms(signer, attributes));
    if (problem.isPresent()) {
      return problem.get();
    }
    byte[] digest = content.digests().of(signer.digestAlgorithm());
    if (digest == null) {
      return unknown(signer.digestAlgorithm());
    }
    if (!MessageDigest.isEqual(digest, attributes.messageDigest().orElseThrow())) {
      return new Invalid("digest-mismatch", "the content was changed after it was signed");
    }
    PublicKey key = holder.key();
    boolean holds =
        verify(scheme, key, signer.signature(), attributes.encoded())
            || holdsInDer(signer, scheme, key, attributes);
    return holds ? valid(signer, scheme) : wrong();
  }

  /** Nearly all attributes come in DER: made anew only where the signature does not hold. */
  private boolean holdsInDer(
      SignerInfo signer, VerificationScheme scheme, PublicKey key, SignedAttributes attributes)
      throws GeneralSecurityException {
    byte[] der = attributes.der();
    return !MessageDigest.isEqual(der, attributes.encoded())
        && verify(scheme, key, signer.signature(), der);
  }

  private static Invalid wrong() {
    return new Invalid("signature-invalid", "the signature is not one of this signer's key");
  }

  private static Valid valid(SignerInfo signer, VerificationScheme scheme) {
    String digest = DigestAlgorithms.jcaName(signer.digestAlgorithm().algorithm());
    return new Valid(
        digest == null ? signer.digestAlgorithm().algorithm() : digest, scheme.label());
  }

  /** What RFC 5652 11 demands of the attributes, apart from the digest's value. */
  private Optional<Invalid> problemOf(
      SignedAttributes attributes, X509Certificate certificate, String contentType)
      throws GeneralSecurityException {
    Optional<String> type = attributes.contentType();
    if (type.isEmpty() || attributes.messageDigest().isEmpty()) {
      return Optional.of(
          new Invalid(
              "attributes-incomplete",
              "the signed attributes lack exactly one content type and one message digest"));
    }
    if (!type.get().equals(contentType)) {
      return Optional.of(
          new Invalid("content-type-mismatch", "the signature is over another type of content"));
    }
    if (attributes.has(Oids.SIGNING_TIME) && attributes.signingTime().isEmpty()) {
      return Optional.of(
          new Invalid("attributes-malformed", "the signing time is not exactly one time"));
    }
    return certificateMismatch(attributes, certificate);
  }

  /** The signer says which algorithms it meant: others are an attack (RFC 6211, 3). */
  private static Optional<Invalid> otherAlgorithms(SignerInfo signer, SignedAttributes attributes) {
    if (attributes.isRepeated(Oids.ALGORITHM_PROTECTION)) {
      return Optional.of(
          new Invalid("attributes-malformed", "the protection of the algorithms is not one"));
    }
    return attributes
        .algorithmProtection()
        .filter(meant -> !meant.holdsFor(signer))
        .map(meant ->
            new Invalid("algorithm-mismatch", "the signer meant other algorithms than these"));
  }

  /** The signer says which certificate it meant (RFC 5035, 5): another one is an attack. */
  private Optional<Invalid> certificateMismatch(
      SignedAttributes attributes, X509Certificate certificate) throws GeneralSecurityException {
    if (NAMING_CERTIFICATES.stream().anyMatch(attributes::isRepeated)) {
      return Optional.of(
          new Invalid("attributes-malformed", "the signing certificate is not named exactly once"));
    }
    for (SignedAttributes.CertificateHash named : attributes.signingCertificates()) {
      String digest = DigestAlgorithms.jcaName(named.algorithm());
      if (digest == null
          || !MessageDigest.isEqual(
              crypto.digest(digest).digest(certificate.getEncoded()), named.hash())) {
        return Optional.of(
            new Invalid(
                "certificate-mismatch", "the signer meant another certificate than this one"));
      }
    }
    return Optional.empty();
  }

  private SignatureCheck checkContent(
      SignerInfo signer, VerificationScheme scheme, PublicKey key, Content content)
      throws GeneralSecurityException, IOException {
    Signature signature = initialised(scheme, key);
    ForgeryWatch watch = new ForgeryWatch(signature);
    content.source().writeTo(watch);
    if (SignedAttributes.looksLike(watch.kept.toByteArray())) {
      return new Invalid(
          "attributes-forgery", "the content is made of another signature's signed attributes");
    }
    return holds(signature, signer.signature()) ? valid(signer, scheme) : wrong();
  }

  private boolean verify(VerificationScheme scheme, PublicKey key, byte[] signature, byte[] octets)
      throws GeneralSecurityException {
    Signature verifier = initialised(scheme, key);
    verifier.update(octets);
    return holds(verifier, signature);
  }

  private Signature initialised(VerificationScheme scheme, PublicKey key)
      throws GeneralSecurityException {
    return crypto.verifier(scheme.jcaName(), key, scheme.parameters());
  }

  private static boolean holds(Signature verifier, byte[] signature) {
    try {
      return verifier.verify(signature);
    } catch (SignatureException e) {
      // A signature of the wrong length or form is a wrong signature.
      return false;
    }
  }

  /** Feeds a signature, and keeps content that could be somebody's signed attributes. */
  private static final class ForgeryWatch extends OutputStream {
    private final Signature signature;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private boolean begun;
    private boolean keep;

    ForgeryWatch(Signature signature) {
      this.signature = signature;
    }

    @Override
    public void write(int b) throws IOException {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
      if (len == 0) {
        return;
      }
      if (!begun) {
        begun = true;
        keep = b[off] == Der.SET;
      }
      if (keep) {
        kept.write(b, off, len);
        keep = kept.size() <= FORGERY_WINDOW;
      }
      try {
        signature.update(b, off, len);
      } catch (SignatureException e) {
        throw new IOException(e);
      }
    }
  }
}
