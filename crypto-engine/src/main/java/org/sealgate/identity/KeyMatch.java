package org.sealgate.identity;

import java.io.IOException;
import java.math.BigInteger;
import java.util.HexFormat;
import java.util.Optional;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.crypto.params.AsymmetricKeyParameter;
import org.bouncycastle.crypto.params.DHPrivateKeyParameters;
import org.bouncycastle.crypto.params.DHPublicKeyParameters;
import org.bouncycastle.crypto.params.DSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.DSAPublicKeyParameters;
import org.bouncycastle.crypto.params.ECPrivateKeyParameters;
import org.bouncycastle.crypto.params.ECPublicKeyParameters;
import org.bouncycastle.crypto.params.Ed25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.Ed448PrivateKeyParameters;
import org.bouncycastle.crypto.params.MLDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.RSAKeyParameters;
import org.bouncycastle.crypto.params.SLHDSAPrivateKeyParameters;
import org.bouncycastle.crypto.params.X25519PrivateKeyParameters;
import org.bouncycastle.crypto.params.X448PrivateKeyParameters;
import org.bouncycastle.crypto.util.PrivateKeyFactory;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.math.ec.ECMultiplier;
import org.bouncycastle.math.ec.ECPoint;
import org.bouncycastle.math.ec.FixedPointCombMultiplier;

/**
 * The name under which a private key and its public key are the same: what makes a key and a
 * certificate belong together, whatever a file's localKeyId says.
 */
final class KeyMatch {
  /** Multiples of a curve's base point, by a table that is made once for each curve. */
  private static final ECMultiplier BASE_POINT = new FixedPointCombMultiplier();

  private KeyMatch() {}

  /** The name of a private key's public half; empty where it cannot be computed. */
  static Optional<String> of(PrivateKeyInfo key) {
    try {
      return publicHalf(PrivateKeyFactory.createKey(key));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  /** The name of a public key. */
  static String of(SubjectPublicKeyInfo key) {
    try {
      return switch (PublicKeyFactory.createKey(key)) {
        case RSAKeyParameters rsa -> rsa(rsa.getModulus());
        case ECPublicKeyParameters ec -> ec(ec.getQ());
        case DSAPublicKeyParameters dsa -> "dsa:" + dsa.getY().toString(16);
        case DHPublicKeyParameters dh -> "dh:" + dh.getY().toString(16);
        default -> raw(key.getPublicKeyData().getOctets());
      };
    } catch (IOException | RuntimeException e) {
      return inherited(key);
    }
  }

  /** A DSA key without parameters takes its issuer's (RFC 3279, 2.3.2); its number is enough. */
  private static String inherited(SubjectPublicKeyInfo key) {
    try {
      BigInteger number =
          org.bouncycastle.asn1.ASN1Integer.getInstance(key.parsePublicKey()).getPositiveValue();
      return "dsa:" + number.toString(16);
    } catch (IOException | RuntimeException e) {
      return raw(key.getPublicKeyData().getOctets());
    }
  }

  private static Optional<String> publicHalf(AsymmetricKeyParameter key) {
    return switch (key) {
      case RSAKeyParameters rsa -> Optional.of(rsa(rsa.getModulus()));
      case ECPrivateKeyParameters ec ->
          Optional.of(ec(BASE_POINT.multiply(ec.getParameters().getG(), ec.getD())));
      case DSAPrivateKeyParameters dsa ->
          Optional.of(
              "dsa:"
                  + dsa.getParameters()
                      .getG()
                      .modPow(dsa.getX(), dsa.getParameters().getP())
                      .toString(16));
      case DHPrivateKeyParameters dh ->
          Optional.of(
              "dh:"
                  + dh.getParameters()
                      .getG()
                      .modPow(dh.getX(), dh.getParameters().getP())
                      .toString(16));
      case Ed25519PrivateKeyParameters ed -> Optional.of(raw(ed.generatePublicKey().getEncoded()));
      case Ed448PrivateKeyParameters ed -> Optional.of(raw(ed.generatePublicKey().getEncoded()));
      case X25519PrivateKeyParameters x -> Optional.of(raw(x.generatePublicKey().getEncoded()));
      case X448PrivateKeyParameters x -> Optional.of(raw(x.generatePublicKey().getEncoded()));
      case MLKEMPrivateKeyParameters kem -> Optional.of(raw(kem.getPublicKey()));
      case MLDSAPrivateKeyParameters dsa -> Optional.of(raw(dsa.getPublicKey()));
      case SLHDSAPrivateKeyParameters dsa -> Optional.of(raw(dsa.getPublicKey()));
      default -> Optional.empty();
    };
  }

  private static String rsa(BigInteger modulus) {
    return "rsa:" + modulus.toString(16);
  }

  private static String ec(ECPoint point) {
    return "ec:" + HexFormat.of().formatHex(point.normalize().getEncoded(false));
  }

  private static String raw(byte[] octets) {
    return "raw:" + HexFormat.of().formatHex(octets);
  }
}
