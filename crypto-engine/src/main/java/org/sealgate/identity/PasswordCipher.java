package org.sealgate.identity;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.bc.BCObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PBEParameter;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.PBEParametersGenerator;
import org.bouncycastle.crypto.digests.MD2Digest;
import org.bouncycastle.crypto.digests.MD5Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.RC4Engine;
import org.bouncycastle.crypto.generators.PKCS12ParametersGenerator;
import org.bouncycastle.crypto.generators.PKCS5S1ParametersGenerator;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.identity.KeyFileLimits.Work;

/**
 * Decryption under a password, by AlgorithmIdentifier: the PBE of PKCS#12 (RFC 7292, C), PBES1 and
 * PBES2 of PKCS#5 (RFC 8018, 6). Every form of the password is tried.
 */
final class PasswordCipher {
  private static final String PKCS5 = PKCSObjectIdentifiers.pkcs_5.getId() + ".";
  private static final String PKCS12 = PKCSObjectIdentifiers.pkcs_12PbeIds.getId() + ".";

  private final Work work;

  PasswordCipher(Work work) {
    this.work = work;
  }

  /** What a plaintext must be for the password to count as right. */
  @FunctionalInterface
  interface Reading<T> {
    /** Reads the plaintext; any failure means that the password was wrong. */
    T read(byte[] plaintext) throws Exception;
  }

  /**
   * The reading of the plaintext, or empty where no form of the password opens it.
   *
   * @throws SmimeException UNSUPPORTED, MALFORMED, LIMIT_EXCEEDED
   */
  <T> Optional<T> open(Sealed sealed, PasswordForms password, Reading<T> reading) {
    boolean pkcs12 = usesPkcs12Derivation(sealed.algorithm.getAlgorithm());
    for (byte[] form : pkcs12 ? password.forPkcs12() : password.forPkcs5()) {
      Optional<T> read = tryForm(sealed, form, reading);
      if (read.isPresent()) {
        return read;
      }
    }
    return Optional.empty();
  }

  /** Octets under a password, and how. */
  record Sealed(AlgorithmIdentifier algorithm, byte[] ciphertext) {}

  private <T> Optional<T> tryForm(Sealed sealed, byte[] form, Reading<T> reading) {
    try {
      return Optional.of(reading.read(decrypt(sealed, form)));
    } catch (SmimeException e) {
      if (e.code() == ErrorCode.WRONG_PASSWORD) {
        return Optional.empty();
      }
      throw e;
    } catch (Exception e) {
      return Optional.empty();
    }
  }

  private byte[] decrypt(Sealed sealed, byte[] password) throws InvalidCipherTextException {
    ASN1ObjectIdentifier algorithm = sealed.algorithm.getAlgorithm();
    if (algorithm.equals(PKCSObjectIdentifiers.id_PBES2)) {
      return pbes2(sealed, password);
    }
    if (usesPkcs12Derivation(algorithm)) {
      return pkcs12(sealed, password);
    }
    if (algorithm.on(PKCSObjectIdentifiers.pkcs_5)) {
      return pbes1(sealed, password);
    }
    throw unknown(algorithm);
  }

  private byte[] pbes2(Sealed sealed, byte[] password) throws InvalidCipherTextException {
    PBES2Parameters params;
    BlockCipherScheme scheme;
    AlgorithmIdentifier kdf;
    try {
      params = PBES2Parameters.getInstance(sealed.algorithm.getParameters());
      scheme =
          BlockCipherScheme.of(
              AlgorithmIdentifier.getInstance(params.getEncryptionScheme().toASN1Primitive()));
      kdf = AlgorithmIdentifier.getInstance(params.getKeyDerivationFunc().toASN1Primitive());
    } catch (IllegalArgumentException | ClassCastException e) {
      throw SmimeException.malformed("the key file's PBES2 parameters are broken", e);
    }
    int length = KeyDerivation.keyLength(kdf, scheme.keyOctets());
    byte[] key =
        KeyDerivation.derive(
            kdf, password, new KeyDerivation.Keyed(Math.max(length, scheme.keyOctets()), work));
    return scheme.decrypt(java.util.Arrays.copyOf(key, scheme.keyOctets()), sealed.ciphertext);
  }

  private byte[] pkcs12(Sealed sealed, byte[] password) throws InvalidCipherTextException {
    PKCS12PBEParams params = PKCS12PBEParams.getInstance(sealed.algorithm.getParameters());
    BigInteger iterations = params.getIterations();
    String id = sealed.algorithm.getAlgorithm().getId();
    Digest digest =
        id.startsWith(BCObjectIdentifiers.bc_pbe_sha256.getId())
            ? SHA256Digest.newInstance()
            : new SHA1Digest();
    work.charge(iterations);
    PBEParametersGenerator generator = new PKCS12ParametersGenerator(digest);
    generator.init(password, params.getIV(), iterations.intValue());
    return switch (id.startsWith(PKCS12) ? id.substring(PKCS12.length()) : "aes") {
      case "1" -> rc4(generator, 128, sealed.ciphertext);
      case "2" -> rc4(generator, 40, sealed.ciphertext);
      case "3" -> cbc("DES3", generator.generateDerivedParameters(192, 64), sealed.ciphertext);
      case "4" -> cbc("DES3", generator.generateDerivedParameters(128, 64), sealed.ciphertext);
      case "5" -> cbc("RC2-128", generator.generateDerivedParameters(128, 64), sealed.ciphertext);
      case "6" -> cbc("RC2-40", generator.generateDerivedParameters(40, 64), sealed.ciphertext);
      case "aes" ->
          cbc("AES", generator.generateDerivedParameters(aesBits(id), 128), sealed.ciphertext);
      default -> throw unknown(sealed.algorithm.getAlgorithm());
    };
  }

  private byte[] pbes1(Sealed sealed, byte[] password) throws InvalidCipherTextException {
    ASN1ObjectIdentifier algorithm = sealed.algorithm.getAlgorithm();
    String number = algorithm.getId().substring(PKCS5.length());
    Digest digest =
        switch (number) {
          case "1", "4" -> new MD2Digest();
          case "3", "6" -> new MD5Digest();
          case "10", "11" -> new SHA1Digest();
          default -> throw unknown(algorithm);
        };
    PBEParameter params = PBEParameter.getInstance(sealed.algorithm.getParameters());
    work.charge(params.getIterationCount());
    PBEParametersGenerator generator = new PKCS5S1ParametersGenerator(digest);
    generator.init(password, params.getSalt(), params.getIterationCount().intValue());
    String cipher = List.of("1", "3", "10").contains(number) ? "DES" : "RC2-64";
    return cbc(cipher, generator.generateDerivedParameters(64, 64), sealed.ciphertext);
  }

  private static byte[] cbc(String cipher, CipherParameters derived, byte[] ciphertext)
      throws InvalidCipherTextException {
    ParametersWithIV both = (ParametersWithIV) derived;
    byte[] key = ((KeyParameter) both.getParameters()).getKey();
    return BlockCipherScheme.cbc(cipher, both.getIV(), key.length).decrypt(key, ciphertext);
  }

  private static byte[] rc4(PBEParametersGenerator generator, int bits, byte[] ciphertext) {
    RC4Engine engine = new RC4Engine();
    engine.init(false, generator.generateDerivedParameters(bits));
    byte[] plaintext = new byte[ciphertext.length];
    engine.processBytes(ciphertext, 0, ciphertext.length, plaintext, 0);
    return plaintext;
  }

  /** True for PKCS#12's own PBEs and those that Bouncy Castle once made after their pattern. */
  private static boolean usesPkcs12Derivation(ASN1ObjectIdentifier algorithm) {
    return algorithm.on(PKCSObjectIdentifiers.pkcs_12PbeIds)
        || algorithm.on(BCObjectIdentifiers.bc_pbe_sha1_pkcs12)
        || algorithm.on(BCObjectIdentifiers.bc_pbe_sha256_pkcs12);
  }

  private static int aesBits(String id) {
    if (id.endsWith(".1.2")) {
      return 128;
    }
    return id.endsWith(".1.22") ? 192 : 256;
  }

  private static SmimeException unknown(ASN1ObjectIdentifier algorithm) {
    return new SmimeException(
        ErrorCode.UNSUPPORTED,
        "the key file is encrypted with " + algorithm.getId() + ", which is not known here");
  }
}
