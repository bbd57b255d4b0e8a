package org.sealgate.identity;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.security.spec.RSAPrivateCrtKeySpec;
import java.util.HexFormat;
import java.util.Set;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.RSAPrivateKey;
import org.bouncycastle.asn1.x509.Certificate;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.X509ObjectIdentifiers;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.provider.Crypto;

/**
 * PKCS#8 (RFC 5958) to the {@link PrivateKey} of the provider that will use it. RSA goes by its
 * numbers: a native provider checks an encoded key at 60 times the cost, and what is read here is
 * checked against its certificate anyway.
 */
public final class PrivateKeys {
  private static final Set<ASN1ObjectIdentifier> RSA =
      Set.of(
          PKCSObjectIdentifiers.rsaEncryption,
          PKCSObjectIdentifiers.id_RSAES_OAEP,
          X509ObjectIdentifiers.id_ea_rsa);

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

  /**
   * What tells the public key of a certificate from every other, however it is encoded: SHA-256 in
   * lower-case hexadecimal.
   */
  public static String publicKeyId(X509Certificate certificate) {
    return publicKeyId(publicKeyOf(certificate));
  }

  static String publicKeyId(SubjectPublicKeyInfo key) {
    byte[] name = KeyMatch.of(key).getBytes(StandardCharsets.US_ASCII);
    return HexFormat.of().formatHex(Crypto.preferred().sha256(name));
  }

  static SubjectPublicKeyInfo publicKeyOf(X509Certificate certificate) {
    try {
      return Certificate.getInstance(certificate.getEncoded()).getSubjectPublicKeyInfo();
    } catch (CertificateEncodingException e) {
      throw SmimeException.malformed("a certificate cannot be encoded", e);
    }
  }

  static PrivateKey of(PrivateKeyInfo info) {
    ASN1ObjectIdentifier algorithm = info.getPrivateKeyAlgorithm().getAlgorithm();
    Crypto crypto = Crypto.preferred();
    try {
      if (RSA.contains(algorithm)) {
        return crypto.ready(crypto.keyFactory("RSA").generatePrivate(numbers(info)));
      }
      return crypto.ready(crypto.privateKey(encoded(info)));
    } catch (GeneralSecurityException e) {
      throw new SmimeException(
          ErrorCode.UNSUPPORTED,
          "no provider here takes a private key of kind " + algorithm.getId(),
          e);
    } catch (IOException | RuntimeException e) {
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

  /** PKCS#8 as key factories want it: DER, and no attributes. */
  private static byte[] encoded(PrivateKeyInfo info) throws IOException {
    return new PrivateKeyInfo(info.getPrivateKeyAlgorithm(), info.parsePrivateKey())
        .getEncoded("DER");
  }
}
