package org.sealgate.identity;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.KeyAgreement;
import org.sealgate.provider.Crypto;

/** Tries a key out: encrypts and decrypts, signs and verifies, as far as its kind can. */
final class KeyProbe {
  private static final Crypto CRYPTO = Crypto.preferred();

  private final PublicKey publicKey;
  private final PrivateKey privateKey;

  private KeyProbe(PublicKey publicKey, PrivateKey privateKey) {
    this.publicKey = publicKey;
    this.privateKey = privateKey;
  }

  /** The checks of one identity. */
  static List<Check> of(Identity identity) {
    KeyProbe probe;
    try {
      byte[] encoded = PrivateKeys.publicKeyOf(identity.certificate().x509()).getEncoded("DER");
      probe = new KeyProbe(CRYPTO.publicKey(encoded), identity.privateKey());
    } catch (GeneralSecurityException | java.io.IOException e) {
      return List.of(Check.warning("probe", "this machine cannot use the key"));
    }
    List<Check> checks = new ArrayList<>();
    if (identity.purpose().encrypts()) {
      checks.add(probe.decrypts());
    }
    if (identity.purpose().signs()) {
      checks.add(probe.signs());
    }
    return checks;
  }

  private Check decrypts() {
    try {
      return switch (privateKey.getAlgorithm()) {
        case "RSA" -> outcome("decrypt", transports());
        case "EC", "ECDSA", "ECDH" -> outcome("decrypt", agrees("ECDH", ecPartner()));
        case "X25519" -> outcome("decrypt", agrees("X25519", partner("X25519")));
        case "X448" -> outcome("decrypt", agrees("X448", partner("X448")));
        case "XDH" -> outcome("decrypt", agrees("XDH", xdhPartner()));
        default ->
            Check.warning("decrypt", "not tried with a key of kind " + privateKey.getAlgorithm());
      };
    } catch (GeneralSecurityException | RuntimeException e) {
      return Check.bad("decrypt", "the key does not decrypt: " + KeyFileContents.firstLine(e));
    }
  }

  private Check signs() {
    Optional<String> algorithm = signatureAlgorithm();
    if (algorithm.isEmpty()) {
      return Check.warning("sign", "not tried with a key of kind " + privateKey.getAlgorithm());
    }
    try {
      byte[] text = {1, 2, 3};
      Signature signer = CRYPTO.signer(algorithm.get(), privateKey);
      signer.update(text);
      byte[] signature = signer.sign();
      Signature verifier = CRYPTO.verifier(algorithm.get(), publicKey);
      verifier.update(text);
      return outcome("sign", verifier.verify(signature));
    } catch (GeneralSecurityException | RuntimeException e) {
      return Check.bad("sign", "the key does not sign: " + KeyFileContents.firstLine(e));
    }
  }

  private Optional<String> signatureAlgorithm() {
    return switch (privateKey.getAlgorithm()) {
      case "RSA" -> Optional.of("SHA256withRSA");
      case "EC", "ECDSA" -> Optional.of("SHA256withECDSA");
      case "DSA" -> Optional.of("SHA256withDSA");
      case "EdDSA", "Ed25519", "Ed448" -> Optional.of("EdDSA");
      default -> Optional.empty();
    };
  }

  private static Check outcome(String name, boolean worked) {
    return worked
        ? Check.good(name, "tried, and it works")
        : Check.bad(name, "tried, and what came back was something else");
  }

  private boolean transports() throws GeneralSecurityException {
    byte[] secret = new byte[16];
    CRYPTO.random().nextBytes(secret);
    Cipher encrypter = CRYPTO.encrypter("RSA/ECB/PKCS1Padding", publicKey, null);
    byte[] wrapped = encrypter.doFinal(secret);
    Cipher decrypter = CRYPTO.decrypter("RSA/ECB/PKCS1Padding", privateKey, null);
    return Arrays.equals(secret, decrypter.doFinal(wrapped));
  }

  private boolean agrees(String algorithm, KeyPair partner) throws GeneralSecurityException {
    KeyAgreement ours = CRYPTO.keyAgreement(algorithm, privateKey);
    ours.doPhase(partner.getPublic(), true);
    KeyAgreement theirs = CRYPTO.keyAgreement(algorithm, partner.getPrivate());
    theirs.doPhase(publicKey, true);
    return Arrays.equals(ours.generateSecret(), theirs.generateSecret());
  }

  private KeyPair ecPartner() throws GeneralSecurityException {
    KeyPairGenerator generator = CRYPTO.keyPairGenerator("EC");
    generator.initialize(((ECPublicKey) publicKey).getParams());
    return generator.generateKeyPair();
  }

  private KeyPair xdhPartner() throws GeneralSecurityException {
    return partner(publicKey.getEncoded().length > 50 ? "X448" : "X25519");
  }

  private static KeyPair partner(String algorithm) throws GeneralSecurityException {
    return CRYPTO.keyPairGenerator(algorithm).generateKeyPair();
  }
}
