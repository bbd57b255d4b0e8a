package org.sealgate.identity;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.misc.ScryptParams;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.generators.SCrypt;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.identity.KeyFileLimits.Work;
import org.sealgate.provider.Crypto;
import org.sealgate.provider.Pbkdf2;

/**
 * PBKDF2 (RFC 8018, 5.2) and scrypt (RFC 7914) by their AlgorithmIdentifiers, at a bounded cost.
 */
final class KeyDerivation {
  private static final Map<ASN1ObjectIdentifier, String> PRF =
      Map.ofEntries(
          Map.entry(PKCSObjectIdentifiers.id_hmacWithSHA1, "HmacSHA1"),
          Map.entry(PKCSObjectIdentifiers.id_hmacWithSHA224, "HmacSHA224"),
          Map.entry(PKCSObjectIdentifiers.id_hmacWithSHA256, "HmacSHA256"),
          Map.entry(PKCSObjectIdentifiers.id_hmacWithSHA384, "HmacSHA384"),
          Map.entry(PKCSObjectIdentifiers.id_hmacWithSHA512, "HmacSHA512"),
          Map.entry(new ASN1ObjectIdentifier("1.2.840.113549.2.12"), "HmacSHA512/224"),
          Map.entry(new ASN1ObjectIdentifier("1.2.840.113549.2.13"), "HmacSHA512/256"),
          Map.entry(new ASN1ObjectIdentifier("1.2.840.113549.2.6"), "HmacMD5"),
          Map.entry(new ASN1ObjectIdentifier("1.3.6.1.5.5.8.1.1"), "HmacMD5"),
          Map.entry(new ASN1ObjectIdentifier("1.3.6.1.5.5.8.1.2"), "HmacSHA1"),
          Map.entry(NISTObjectIdentifiers.id_hmacWithSHA3_224, "HmacSHA3-224"),
          Map.entry(NISTObjectIdentifiers.id_hmacWithSHA3_256, "HmacSHA3-256"),
          Map.entry(NISTObjectIdentifiers.id_hmacWithSHA3_384, "HmacSHA3-384"),
          Map.entry(NISTObjectIdentifiers.id_hmacWithSHA3_512, "HmacSHA3-512"));

  private KeyDerivation() {}

  /** The JCA name of an HMAC; UNSUPPORTED where there is none. */
  static String hmacName(ASN1ObjectIdentifier algorithm) {
    String name = PRF.get(algorithm);
    if (name == null) {
      throw new SmimeException(
          ErrorCode.UNSUPPORTED, "the key file uses the unknown HMAC " + algorithm.getId());
    }
    return name;
  }

  /** An HMAC under a derived key. */
  static Mac hmac(String name, byte[] key) {
    try {
      Mac mac = Crypto.preferred().mac(name);
      mac.init(new SecretKeySpec(key, name));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new SmimeException(ErrorCode.UNSUPPORTED, "this machine has no " + name, e);
    }
  }

  /** The length in octets that the parameters ask for, or the default where they do not. */
  static int keyLength(AlgorithmIdentifier kdf, int otherwise) {
    BigInteger stated =
        kdf.getAlgorithm().equals(MiscObjectIdentifiers.id_scrypt)
            ? ScryptParams.getInstance(kdf.getParameters()).getKeyLength()
            : PBKDF2Params.getInstance(kdf.getParameters()).getKeyLength();
    if (stated == null) {
      return otherwise;
    }
    if (stated.signum() <= 0 || stated.bitLength() > 16) {
      throw SmimeException.malformed("the key file asks for a key of " + stated + " octets");
    }
    return stated.intValue();
  }

  /** The key of that length. */
  static byte[] derive(AlgorithmIdentifier kdf, byte[] password, Keyed keyed) {
    ASN1ObjectIdentifier algorithm = kdf.getAlgorithm();
    if (algorithm.equals(PKCSObjectIdentifiers.id_PBKDF2)) {
      return pbkdf2(PBKDF2Params.getInstance(kdf.getParameters()), password, keyed);
    }
    if (algorithm.equals(MiscObjectIdentifiers.id_scrypt)) {
      return scrypt(ScryptParams.getInstance(kdf.getParameters()), password, keyed);
    }
    throw new SmimeException(
        ErrorCode.UNSUPPORTED, "the key file uses the unknown key derivation " + algorithm.getId());
  }

  /**
   * How much key is wanted and who pays.
   *
   * @param length in octets
   * @param work the budget of the file
   */
  record Keyed(int length, Work work) {}

  private static byte[] pbkdf2(PBKDF2Params params, byte[] password, Keyed keyed) {
    BigInteger iterations = params.getIterationCount();
    String prf = hmacName(params.getPrf().getAlgorithm());
    Pbkdf2 derivation = new Pbkdf2(prf, params.getSalt(), iterations.intValue(), keyed.length);
    try {
      for (int block = derivation.blocks(Crypto.preferred()); block > 0; block--) {
        keyed.work.charge(iterations);
      }
      return derivation.key(Crypto.preferred(), password);
    } catch (GeneralSecurityException e) {
      throw new SmimeException(ErrorCode.UNSUPPORTED, "this machine has no " + prf, e);
    }
  }

  private static byte[] scrypt(ScryptParams params, byte[] password, Keyed keyed) {
    long cost = params.getCostParameter().longValueExact();
    long blockSize = params.getBlockSize().longValueExact();
    long parallelization = params.getParallelizationParameter().longValueExact();
    keyed.work.chargeScrypt(cost, blockSize, parallelization);
    return SCrypt.generate(
        password,
        params.getSalt(),
        (int) cost,
        (int) blockSize,
        (int) parallelization,
        keyed.length);
  }

  /** The salt of PBKDF2 must be stated as octets: RFC 8018 allows others that nobody writes. */
  static void requireSaltOctets(AlgorithmIdentifier kdf) {
    var params = org.bouncycastle.asn1.ASN1Sequence.getInstance(kdf.getParameters());
    if (!(params.getObjectAt(0) instanceof ASN1OctetString)) {
      throw SmimeException.malformed("the salt of the key file's PBKDF2 is not a string of octets");
    }
  }
}
