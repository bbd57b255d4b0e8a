package org.sealgate.trust;

import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.DSAPublicKey;
import java.util.Collection;
import java.util.Objects;
import org.sealgate.provider.Crypto;

/**
 * Public keys as signatures are verified with them: DSA keys may leave their parameters to the
 * issuer of their certificate (RFC 3279, 2.3.2).
 */
public final class IssuedKeys {
  /** Longer chains of certificates without parameters are nobody's. */
  private static final int DEEPEST = 8;

  private final SignatureCheck signatures;

  public IssuedKeys(Crypto crypto) {
    this.signatures = new SignatureCheck(crypto);
  }

  /**
   * The key of a certificate, with the parameters it inherits from an issuer among the known ones.
   * Only who signed the certificate is its issuer. Where nobody did, the key is as it stands there.
   */
  public PublicKey of(X509Certificate certificate, Collection<X509Certificate> known) {
    return complete(certificate, known, DEEPEST);
  }

  /** True for a key that needs nothing of an issuer: all but DSA keys without parameters. */
  public static boolean isComplete(PublicKey key) {
    return !Objects.equals(key.getAlgorithm(), "DSA")
        || (key instanceof DSAPublicKey dsa && dsa.getParams() != null);
  }

  private PublicKey complete(
      X509Certificate certificate, Collection<X509Certificate> known, int depth) {
    PublicKey own = certificate.getPublicKey();
    if (isComplete(own) || depth == 0) {
      return own;
    }
    return known.stream()
        .filter(each -> each.getSubjectX500Principal().equals(certificate.getIssuerX500Principal()))
        .filter(each -> !each.equals(certificate))
        .map(each -> complete(each, known, depth - 1))
        .filter(IssuedKeys::isComplete)
        .filter(key -> signatures.verifies(certificate, key))
        .map(key -> signatures.inherit(own, key))
        .findFirst()
        .orElse(own);
  }
}
