package org.sealgate.identity;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.security.interfaces.RSAPublicKey;
import java.util.List;
import java.util.Optional;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.provider.Token;

/** The identities on a token: their keys stay there, and work while it is open. */
public final class TokenIdentities {
  private TokenIdentities() {}

  /**
   * Those with a label; all where none is given.
   *
   * @throws SmimeException NO_KEY where there is none, UNAVAILABLE where the token does not answer,
   *     MALFORMED where a key and a certificate that bear the same CKA_ID do not belong together
   */
  public static List<Identity> of(Token token, Optional<String> label) {
    List<Identity> found =
        token.entries().stream()
            .filter(entry -> label.isEmpty() || bears(entry, label.get()))
            .map(entry -> identity(token, entry))
            .toList();
    if (found.isEmpty()) {
      throw new SmimeException(
          ErrorCode.NO_KEY,
          "the "
              + token.name()
              + " has no private key with a certificate of the same CKA_ID"
              + label.map(name -> " labelled '" + name + "'").orElse("")
              + ": write the certificate to it, under the key's id");
    }
    return found;
  }

  /** Where several certificates bear a label, the JDK puts issuer and serial number behind it. */
  private static boolean bears(Token.Entry entry, String label) {
    return entry.label().equals(label) || entry.label().startsWith(label + "/");
  }

  private static Identity identity(Token token, Token.Entry entry) {
    X509Certificate own = entry.chain().getFirst();
    if (!mayBelongTogether(entry.privateKey(), own)) {
      throw SmimeException.malformed(
          "the key of '%s' on the %s is not that of its certificate: give each certificate its key's id"
              .formatted(entry.label(), token.name()));
    }
    List<X509Certificate> chain =
        entry.chain().stream().skip(1).filter(above -> !isSelfIssued(above)).toList();
    return new Identity(MailCertificate.of(own), chain, entry.privateKey());
  }

  /** What a handle tells of its key: the modulus of RSA, of a curve nothing that would help. */
  private static boolean mayBelongTogether(PrivateKey key, X509Certificate certificate) {
    return !(certificate.getPublicKey() instanceof RSAPublicKey rsa)
        || !(key instanceof RSAKey handle)
        || handle.getModulus().equals(rsa.getModulus());
  }

  private static boolean isSelfIssued(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }
}
