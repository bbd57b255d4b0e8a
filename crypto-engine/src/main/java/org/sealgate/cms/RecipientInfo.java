package org.sealgate.cms;

import java.util.List;
import java.util.Optional;

/** One way to the content-encryption key (RFC 5652, 6.2). */
public sealed interface RecipientInfo {

  /** The key encrypted to a public key: RSA. */
  record KeyTransport(
      RecipientIdentifier recipient, AlgorithmIdentifier keyEncryption, byte[] encryptedKey)
      implements RecipientInfo {}

  /**
   * The key wrapped under an agreed one: ECDH, DH, X25519, X448.
   *
   * @param originator the sender's public key, or what names it
   * @param ukm user keying material; empty where absent
   * @param keyEncryption key agreement, with the key wrap as its parameters
   * @param recipients for whom
   */
  record KeyAgreement(
      Originator originator,
      byte[] ukm,
      AlgorithmIdentifier keyEncryption,
      List<EncryptedKey> recipients)
      implements RecipientInfo {
    public KeyAgreement {
      recipients = List.copyOf(recipients);
    }
  }

  /** The key wrapped under a key both sides have. */
  record SharedKey(byte[] keyIdentifier, AlgorithmIdentifier keyEncryption, byte[] encryptedKey)
      implements RecipientInfo {}

  /** The key wrapped under a password (RFC 3211). */
  record Password(
      Optional<AlgorithmIdentifier> keyDerivation,
      AlgorithmIdentifier keyEncryption,
      byte[] encryptedKey)
      implements RecipientInfo {}

  /**
   * The key wrapped under one that was encapsulated (RFC 9629).
   *
   * @param kekOctets the length of the key-encryption key in octets
   * @param ukm user keying material; empty where absent
   */
  record Kem(
      RecipientIdentifier recipient,
      AlgorithmIdentifier kem,
      byte[] encapsulation,
      AlgorithmIdentifier keyDerivation,
      int kekOctets,
      byte[] ukm,
      AlgorithmIdentifier keyWrap,
      byte[] encryptedKey)
      implements RecipientInfo {}

  /** A kind that is not read here. */
  record Unknown(String type) implements RecipientInfo {}

  /** One of the recipients of a key agreement. */
  record EncryptedKey(RecipientIdentifier recipient, byte[] encryptedKey) {}

  /** Whose key the agreement was made with. */
  sealed interface Originator {
    /** A key made for this message: an encoded SubjectPublicKeyInfo, parameters perhaps absent. */
    record PublicKey(AlgorithmIdentifier algorithm, byte[] key) implements Originator {}

    /** The key of a certificate. */
    record Certificate(RecipientIdentifier identifier) implements Originator {}
  }
}
