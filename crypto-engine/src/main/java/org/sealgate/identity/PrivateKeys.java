package org.sealgate.identity;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.Map;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.provider.Crypto;

/**
 * PKCS#8 (RFC 5958) to the {@link PrivateKey} of the provider that will use it. RSA goes by its
 * numbers: a native provider checks an encoded key at 60 times the cost, and what is read here is
 * checked against its certificate anyway.
 */
public final class PrivateKeys {
  private static final Map<String, String> NAMES =
      Map.ofEntries(
          Map.entry(PKCSObjectIdentifiers.rsaEncryption.getId(), "RSA"),
          Map.entry(PKCSObjectIdentifiers.id_RSAES_OAEP.getId(), "RSA"),
          Map.entry("2.5.8.1.1", "RSA"),
          Map.entry(PKCSObjectIdentifiers.id_RSASSA_PSS.getId(), "RSASSA-PSS"),
          Map.entry(X9ObjectIdentifiers.id_ecPublicKey.getId(), "EC"),
          Map.entry("1.3.132.1.12", "EC"),
          Map.entry(X9ObjectIdentifiers.id_dsa.getId(), "DSA"),
          Map.entry("1.3.14.3.2.12", "DSA"),
          Map.entry(PKCSObjectIdentifiers.dhKeyAgreement.getId(), "DH"),
          Map.entry(X9ObjectIdentifiers.dhpublicnumber.getId(), "DH"),
          Map.entry("1.3.101.110", "X25519"),
          Map.entry("1.3.101.111", "X448"),
          Map.entry("1.3.101.112", "Ed25519"),
          Map.entry("1.3.101.113", "Ed448"),
          Map.entry(NISTObjectIdentifiers.id_alg_ml_kem_512.getId(), "ML-KEM"),
          Map.entry(NISTObjectIdentifiers.id_alg_ml_kem_768.getId(), "ML-KEM"),
          Map.entry(NISTObjectIdentifiers.id_alg_ml_kem_1024.getId(), "ML-KEM"),
          Map.entry(NISTObjectIdentifiers.id_ml_dsa_44.getId(), "ML-DSA"),
          Map.entry(NISTObjectIdentifiers.id_ml_dsa_65.getId(), "ML-DSA"),
          Map.entry(NISTObjectIdentifiers.id_ml_dsa_87.getId(), "ML-DSA"));

  private PrivateKeys() {}

  /**
   * The key of a PKCS#8 PrivateKeyInfo in DER.
   *
   * @throws SmimeException MALFORMED, or UNSUPPORTED where no provider knows the algorithm
   */
  public static PrivateKey decode(byte[] pkcs8) {
    try {
      return of(PrivateKeyInfo.getInstance(pkcs8));
    } catch (IllegalArgumentException | ClassCastException e) {
      throw SmimeException.malformed("the private key is not a PKCS#8 PrivateKeyInfo", e);
    }
  }

  /** True when the private key is the one of the certificate's public key. */
  public static boolean matches(PrivateKey key, X509Certificate certificate) {
    byte[] encoded = key.getEncoded();
    if (encoded == null) {
      return key.getAlgorithm().equals(certificate.getPublicKey().getAlgorithm());
    }
    return KeyMatch.of(PrivateKeyInfo.getInstance(encoded))
        .map(name -> name.equals(KeyMatch.of(publicKeyOf(certificate))))
        .orElse(false);
  }

  static SubjectPublicKeyInfo publicKeyOf(X509Certificate certificate) {
    return SubjectPublicKeyInfo.getInstance(certificate.getPublicKey().getEncoded());
  }

  static PrivateKey of(PrivateKeyInfo info) {
    ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
    String name = NAMES.getOrDefault(algorithm.getId(), algorithm.getId());
    try {
      Crypto crypto = Crypto.preferred();
      KeyFactory factory = crypto.keyFactory(name);
      if (name.equals("RSA")) {
        return crypto.ready(factory.generatePrivate(numbers(info)));
      }
      return crypto.ready(factory.generatePrivate(new PKCS8EncodedKeySpec(encoded(info, name))));
    } catch (GeneralSecurityException e) {
      throw new SmimeException(
          ErrorCode.UNSUPPORTED, "no provider here takes a private key of kind " + name, e);
    } catch (IOException | IllegalArgumentException e) {
      throw SmimeException.malformed("the private key is broken", e);
    }
  }

  private static RSAPrivateCrtKeySpec numbers(PrivateKeyInfo info) throws IOException {
    RSAPrivateKey key = RSAPrivateKey.getInstance(info.parsePrivateKey());
    return new RSAPrivateCrtKeySpec(
        key.getModulus(),
        key.getPublicExponent(),
        key.getPrivateExponent(),
        key.getPrime1(),
        key.getPrime2(),
        key.getExponent1(),
        key.getExponent2(),
        key.getCoefficient());
  }

  /** PKCS#8 as key factories want it: DER, the usual OID, no attributes. */
  private static byte[] encoded(PrivateKeyInfo info, String name) throws IOException {
    AlgorithmIdentifier algorithm = info.getPrivateKeyAlgorithm();
    if (name.equals("EC")) {
      algorithm =
          new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, algorithm.getParameters());
    }
    return new PrivateKeyInfo(algorithm, info.parsePrivateKey()).getEncoded("DER");
  }
}
