package org.sealgate.cms;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.provider.Crypto;
import org.sealgate.provider.TokenProblem;

/**
 * Recovers content-encryption keys from RecipientInfos. Whatever goes wrong with the matching
 * recipient, the answer is a key: a pseudo-random one that opens nothing, always the same for the
 * same message, so that an attacker learns nothing from asking (RFC 3218, and the implicit
 * rejection of later schemes). Made for one message, whose passwords may cost so much together;
 * thread-safe.
 */
public final class ContentKeys {
  private final Crypto crypto;
  private final PasswordOpener.Work passwordWork;
  private final byte[] rejection = new byte[32];

  public ContentKeys(Crypto crypto, CmsLimits limits) {
    this.crypto = crypto;
    this.passwordWork = new PasswordOpener.Work(limits);
    crypto.random().nextBytes(rejection);
  }

  /**
   * A private key with which to try a recipient.
   *
   * @param privateKey the key
   * @param certificate its certificate
   * @param identifier the identifier that matched, which tells the recipients of one key agreement
   *     apart
   */
  public record Candidate(
      PrivateKey privateKey, X509Certificate certificate, RecipientIdentifier identifier) {}

  /**
   * The key of a recipient who has a private key: transport, agreement or encapsulation.
   *
   * @throws SmimeException UNAVAILABLE where the private key is on a token, and does not answer
   */
  public ContentKey recover(EnvelopedContent content, RecipientInfo recipient, Candidate own) {
    int octets = keyOctets(content);
    byte[] substitute = substitute(encryptedKey(recipient, own), octets);
    try {
      return ContentKey.recovered(
          switch (recipient) {
            case RecipientInfo.KeyTransport transport ->
                new KeyTransportOpener(crypto, octets)
                    .open(transport, own.privateKey(), substitute);
            case RecipientInfo.KeyAgreement agreement ->
                new KeyAgreementOpener(crypto, content.originatorCertificates())
                    .open(agreement, own);
            case RecipientInfo.Kem kem -> new KemOpener(crypto).open(kem, own.privateKey());
            default -> substitute;
          },
          substitute);
    } catch (GeneralSecurityException | RuntimeException e) {
      // Providers meet hostile points and keys with exceptions of all kinds: all look alike.
      throwWhereTokenIsLost(e);
      return ContentKey.recovered(substitute, substitute);
    }
  }

  /** A token that was pulled out says nothing of the message, which may open later. */
  private static void throwWhereTokenIsLost(Exception e) {
    Optional<SmimeException> lost = TokenProblem.in(e);
    if (lost.isPresent()) {
      throw lost.get();
    }
  }

  /** The key of a recipient who shares a secret key. */
  public ContentKey recover(
      EnvelopedContent content, RecipientInfo.SharedKey recipient, byte[] sharedKey) {
    byte[] substitute = substitute(recipient.encryptedKey(), keyOctets(content));
    try {
      KeyWrap wrap = KeyWrap.of(recipient.keyEncryption());
      byte[] key = wrap.unwrap(crypto, sharedKey, recipient.encryptedKey());
      return ContentKey.recovered(key, substitute);
    } catch (GeneralSecurityException | RuntimeException e) {
      return ContentKey.recovered(substitute, substitute);
    }
  }

  /**
   * The key of a recipient who knows a password.
   *
   * @throws SmimeException LIMIT_EXCEEDED for {@code cms.pbkdf2Iterations} and {@code
   *     cms.passwordWork}
   */
  public ContentKey recover(
      EnvelopedContent content, RecipientInfo.Password recipient, Secret password) {
    byte[] substitute = substitute(recipient.encryptedKey(), keyOctets(content));
    try {
      PasswordOpener opener = new PasswordOpener(crypto, passwordWork);
      return ContentKey.recovered(opener.open(recipient, password), substitute);
    } catch (SmimeException told) {
      // What the message says of its password in clear, or may not cost: no secret is in it.
      throw told;
    } catch (GeneralSecurityException | RuntimeException e) {
      return ContentKey.recovered(substitute, substitute);
    }
  }

  private static int keyOctets(EnvelopedContent content) {
    return ContentEncryption.of(content.encryption()).keyOctets();
  }

  private static byte[] encryptedKey(RecipientInfo recipient, Candidate own) {
    return switch (recipient) {
      case RecipientInfo.KeyTransport transport -> transport.encryptedKey();
      case RecipientInfo.KeyAgreement agreement ->
          agreement.recipients().stream()
              .filter(key -> key.recipient().equals(own.identifier()))
              .map(RecipientInfo.EncryptedKey::encryptedKey)
              .findFirst()
              .orElseGet(() -> new byte[0]);
      case RecipientInfo.Kem kem -> kem.encryptedKey();
      default -> new byte[0];
    };
  }

  private byte[] substitute(byte[] encryptedKey, int octets) {
    try {
      Mac mac = crypto.mac("HmacSHA256");
      mac.init(new SecretKeySpec(rejection, "HmacSHA256"));
      byte[] code = mac.doFinal(encryptedKey);
      return Arrays.copyOf(code, octets == 0 ? 16 : octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
