package org.sealgate.identity;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.KeyPurpose;
import org.sealgate.provider.Crypto;

/** The kinds of key that are made here, and what each can do. */
public enum KeyMaking {
  RSA_3072("RSA", "SHA256withRSA", KeyUsage.keyEncipherment),
  RSA_4096("RSA", "SHA256withRSA", KeyUsage.keyEncipherment),
  EC_P256("EC", "SHA256withECDSA", KeyUsage.keyAgreement),
  EC_P384("EC", "SHA384withECDSA", KeyUsage.keyAgreement),
  ED25519("Ed25519", "Ed25519", 0),
  X25519("X25519", "", KeyUsage.keyAgreement),
  ML_KEM_768("ML-KEM-768", "", KeyUsage.keyEncipherment),
  ML_DSA_65("ML-DSA-65", "ML-DSA-65", 0);

  private static final int SIGNS = KeyUsage.digitalSignature | KeyUsage.nonRepudiation;

  private final String generator;
  private final String signature;
  private final int encrypts;

  KeyMaking(String generator, String signature, int encrypts) {
    this.generator = generator;
    this.signature = signature;
    this.encrypts = encrypts;
  }

  /**
   * The kind of that name, as {@link #toString} writes it.
   *
   * @throws SmimeException USAGE with the names there are
   */
  public static KeyMaking named(String name) {
    return Arrays.stream(values())
        .filter(each -> each.toString().equalsIgnoreCase(name))
        .findFirst()
        .orElseThrow(() ->
            new SmimeException(
                ErrorCode.USAGE,
                "no key is called '" + name + "': use one of " + List.of(values())));
  }

  /** True where a key of this kind can sign its own request (RFC 2986, 4.2). */
  public boolean signs() {
    return !signature.isEmpty();
  }

  /** What it is used for where nothing is said: one key for one purpose. */
  public KeyPurpose usualPurpose() {
    return encrypts == 0 ? KeyPurpose.SIGNING : KeyPurpose.ENCRYPTION;
  }

  /** The name of its signatures; empty where it makes none. */
  Optional<String> signature() {
    return signature.isEmpty() ? Optional.empty() : Optional.of(signature);
  }

  /**
   * The bits of keyUsage for a purpose (RFC 8550, 4.4.2).
   *
   * @throws SmimeException USAGE where a key of this kind cannot do it
   */
  int keyUsage(KeyPurpose purpose) {
    boolean can = (!purpose.signs() || signs()) && (!purpose.encrypts() || encrypts != 0);
    if (!can || purpose == KeyPurpose.NONE) {
      throw new SmimeException(
          ErrorCode.USAGE,
          "a key of kind "
              + this
              + " is not for "
              + purpose.name().toLowerCase(Locale.ROOT)
              + ": it is for "
              + usualPurpose().name().toLowerCase(Locale.ROOT));
    }
    return (purpose.signs() ? SIGNS : 0) | (purpose.encrypts() ? encrypts : 0);
  }

  /** A new key pair. */
  KeyPair make() {
    Crypto crypto = Crypto.preferred();
    try {
      return switch (this) {
        case RSA_3072 ->
            crypto.keyPair(generator, new RSAKeyGenParameterSpec(3072, RSAKeyGenParameterSpec.F4));
        case RSA_4096 ->
            crypto.keyPair(generator, new RSAKeyGenParameterSpec(4096, RSAKeyGenParameterSpec.F4));
        case EC_P256 -> crypto.keyPair(generator, new ECGenParameterSpec("secp256r1"));
        case EC_P384 -> crypto.keyPair(generator, new ECGenParameterSpec("secp384r1"));
        case ED25519, X25519, ML_KEM_768, ML_DSA_65 -> {
          KeyPairGenerator pairs = crypto.keyPairGenerator(generator);
          yield pairs.generateKeyPair();
        }
      };
    } catch (GeneralSecurityException e) {
      throw new SmimeException(
          ErrorCode.UNSUPPORTED, "no provider here makes keys of kind " + this, e);
    }
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
