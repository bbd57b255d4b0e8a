package org.sealgate.identity;

import java.security.GeneralSecurityException;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.EncryptionScheme;
import org.bouncycastle.asn1.pkcs.KeyDerivationFunc;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PBES2Parameters;
import org.bouncycastle.asn1.pkcs.PBKDF2Params;
import org.bouncycastle.asn1.pkcs.PKCS12PBEParams;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DigestInfo;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.SHA1Digest;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.PKCS12ParametersGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.sealgate.identity.KeyFileLimits.Work;
import org.sealgate.identity.PasswordCipher.Sealed;
import org.sealgate.identity.Pkcs12Target.Protection;
import org.sealgate.provider.Crypto;

/** Encrypts and authenticates what goes into a PKCS#12 file, under one password. */
final class Pkcs12Encryption {
  private static final int MODERN_ITERATIONS = 100_000;
  private static final int LEGACY_ITERATIONS = 2_048;
  private static final int SALT_OCTETS = 16;
  private static final int SHORT_SALT_OCTETS = 8;

  private final Protection protection;
  private final PasswordForms password;

  private Pkcs12Encryption(Protection protection, PasswordForms password) {
    this.protection = protection;
    this.password = password;
  }

  static Pkcs12Encryption of(Protection protection, PasswordForms password) {
    return new Pkcs12Encryption(protection, password);
  }

  Sealed seal(byte[] plaintext) {
    return switch (protection) {
      case MODERN -> pbes2(plaintext);
      case LEGACY -> tripleDes(plaintext);
    };
  }

  /** PBES2 as OpenSSL 3 writes it (RFC 8018, A.4). */
  private Sealed pbes2(byte[] plaintext) {
    byte[] iv = random(16);
    var prf = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_hmacWithSHA256, DERNull.INSTANCE);
    var params = new PBKDF2Params(random(SALT_OCTETS), MODERN_ITERATIONS, prf);
    var kdf = new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBKDF2, params);
    byte[] key =
        KeyDerivation.derive(
            kdf, password.utf8(), new KeyDerivation.Keyed(32, new Work(KeyFileLimits.DEFAULT)));
    var parameters =
        new PBES2Parameters(
            new KeyDerivationFunc(kdf.getAlgorithm(), params),
            new EncryptionScheme(NISTObjectIdentifiers.id_aes256_CBC, new DEROctetString(iv)));
    return new Sealed(
        new AlgorithmIdentifier(PKCSObjectIdentifiers.id_PBES2, parameters),
        BlockCipherScheme.cbc("AES", iv, 32).encrypt(key, plaintext));
  }

  private Sealed tripleDes(byte[] plaintext) {
    byte[] salt = legacySalt();
    PKCS12ParametersGenerator generator = generator(new SHA1Digest(), salt, LEGACY_ITERATIONS);
    var derived = (ParametersWithIV) generator.generateDerivedParameters(192, 64);
    byte[] key = ((KeyParameter) derived.getParameters()).getKey();
    return new Sealed(
        new AlgorithmIdentifier(
            PKCSObjectIdentifiers.pbeWithSHAAnd3_KeyTripleDES_CBC,
            new PKCS12PBEParams(salt, LEGACY_ITERATIONS)),
        BlockCipherScheme.cbc("DES3", derived.getIV(), 24).encrypt(key, plaintext));
  }

  private byte[] legacySalt() {
    byte[] salt = random(SHORT_SALT_OCTETS);
    while (!Pkcs12Salt.opensInGpgsm(password.forPkcs12().get(0), salt, LEGACY_ITERATIONS)) {
      salt = random(SHORT_SALT_OCTETS);
    }
    return salt;
  }

  /** The MAC over the whole (RFC 7292, B). */
  MacData mac(byte[] content) {
    boolean modern = protection == Protection.MODERN;
    Digest digest = modern ? SHA256Digest.newInstance() : new SHA1Digest();
    int iterations = modern ? MODERN_ITERATIONS : LEGACY_ITERATIONS;
    byte[] salt = random(SHORT_SALT_OCTETS);
    PKCS12ParametersGenerator generator = generator(digest, salt, iterations);
    HMac mac = new HMac(digest);
    mac.init(generator.generateDerivedMacParameters(8 * digest.getDigestSize()));
    mac.update(content, 0, content.length);
    byte[] value = new byte[mac.getMacSize()];
    mac.doFinal(value, 0);
    var algorithm = modern ? NISTObjectIdentifiers.id_sha256 : OIWObjectIdentifiers.idSHA1;
    return new MacData(
        new DigestInfo(new AlgorithmIdentifier(algorithm, DERNull.INSTANCE), value),
        salt,
        iterations);
  }

  private PKCS12ParametersGenerator generator(Digest digest, byte[] salt, int iterations) {
    PKCS12ParametersGenerator generator = new PKCS12ParametersGenerator(digest);
    generator.init(password.forPkcs12().get(0), salt, iterations);
    return generator;
  }

  static byte[] sha1(byte[] octets) {
    try {
      return Crypto.preferred().digest("SHA-1").digest(octets);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("SHA-1 is missing from this Java", e);
    }
  }

  private static byte[] random(int octets) {
    byte[] random = new byte[octets];
    Crypto.preferred().random().nextBytes(random);
    return random;
  }
}
