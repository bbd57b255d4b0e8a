package org.sealgate.identity;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.cms.GCMParameters;
import org.bouncycastle.asn1.kisa.KISAObjectIdentifiers;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.ntt.NTTObjectIdentifiers;
import org.bouncycastle.asn1.oiw.OIWObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.RC2CBCParameter;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.CipherParameters;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.ARIAEngine;
import org.bouncycastle.crypto.engines.BlowfishEngine;
import org.bouncycastle.crypto.engines.CAST5Engine;
import org.bouncycastle.crypto.engines.CamelliaEngine;
import org.bouncycastle.crypto.engines.DESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.engines.IDEAEngine;
import org.bouncycastle.crypto.engines.RC2Engine;
import org.bouncycastle.crypto.engines.SEEDEngine;
import org.bouncycastle.crypto.engines.SM4Engine;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.paddings.PaddedBufferedBlockCipher;
import org.bouncycastle.crypto.params.AEADParameters;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.bouncycastle.crypto.params.RC2Parameters;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * The ciphers of key files. They decrypt a few thousand octets of a key once, so Bouncy Castle's
 * engines serve, and no provider has to be built for them.
 *
 * @param engine a block cipher
 * @param keyOctets the length of its key
 * @param iv its initialization vector, or the nonce of GCM
 * @param mode how blocks are chained
 */
record BlockCipherScheme(Supplier<BlockCipher> engine, int keyOctets, byte[] iv, Mode mode) {
  private static final Map<ASN1ObjectIdentifier, Integer> AES_GCM =
      Map.of(
          NISTObjectIdentifiers.id_aes128_GCM, 16,
          NISTObjectIdentifiers.id_aes192_GCM, 24,
          NISTObjectIdentifiers.id_aes256_GCM, 32);

  /** Ciphers in CBC mode by object identifier. */
  private static final Map<String, Named> CBC =
      Map.ofEntries(
          Map.entry(NISTObjectIdentifiers.id_aes128_CBC.getId(), new Named("AES", 16)),
          Map.entry(NISTObjectIdentifiers.id_aes192_CBC.getId(), new Named("AES", 24)),
          Map.entry(NISTObjectIdentifiers.id_aes256_CBC.getId(), new Named("AES", 32)),
          Map.entry(NTTObjectIdentifiers.id_camellia128_cbc.getId(), new Named("CAMELLIA", 16)),
          Map.entry(NTTObjectIdentifiers.id_camellia192_cbc.getId(), new Named("CAMELLIA", 24)),
          Map.entry(NTTObjectIdentifiers.id_camellia256_cbc.getId(), new Named("CAMELLIA", 32)),
          Map.entry(PKCSObjectIdentifiers.des_EDE3_CBC.getId(), new Named("DES3", 24)),
          Map.entry(OIWObjectIdentifiers.desCBC.getId(), new Named("DES", 8)),
          Map.entry(KISAObjectIdentifiers.id_seedCBC.getId(), new Named("SEED", 16)),
          Map.entry(MiscObjectIdentifiers.cast5CBC.getId(), new Named("CAST5", 16)),
          Map.entry("1.3.6.1.4.1.3029.1.2", new Named("BLOWFISH", 16)),
          Map.entry("1.3.6.1.4.1.188.7.1.1.2", new Named("IDEA", 16)),
          Map.entry("1.2.156.10197.1.104.2", new Named("SM4", 16)),
          Map.entry("1.2.410.200046.1.1.2", new Named("ARIA", 16)),
          Map.entry("1.2.410.200046.1.1.7", new Named("ARIA", 24)),
          Map.entry("1.2.410.200046.1.1.12", new Named("ARIA", 32)));

  private static final Map<String, Supplier<BlockCipher>> ENGINES =
      Map.of(
          "AES", AESEngine::newInstance,
          "CAMELLIA", CamelliaEngine::new,
          "DES3", DESedeEngine::new,
          "DES", DESEngine::new,
          "SEED", SEEDEngine::new,
          "CAST5", CAST5Engine::new,
          "BLOWFISH", BlowfishEngine::new,
          "IDEA", IDEAEngine::new,
          "SM4", SM4Engine::new,
          "ARIA", ARIAEngine::new);

  private record Named(String name, int keyOctets) {}

  /** How blocks are chained: RC2 carries its effective key bits, GCM its tag bits. */
  sealed interface Mode {}

  record Cbc() implements Mode {}

  record Rc2Cbc(int effectiveBits) implements Mode {}

  record Gcm(int tagBits) implements Mode {}

  /** The scheme of an EncryptionScheme of PBES2 (RFC 8018, B.2). */
  static BlockCipherScheme of(AlgorithmIdentifier scheme) {
    ASN1ObjectIdentifier algorithm = scheme.getAlgorithm();
    if (AES_GCM.containsKey(algorithm)) {
      GCMParameters gcm = GCMParameters.getInstance(scheme.getParameters());
      return new BlockCipherScheme(
          AESEngine::newInstance,
          AES_GCM.get(algorithm),
          gcm.getNonce(),
          new Gcm(8 * gcm.getIcvLen()));
    }
    if (algorithm.equals(PKCSObjectIdentifiers.RC2_CBC)) {
      return rc2(RC2CBCParameter.getInstance(scheme.getParameters()));
    }
    Named named = CBC.get(algorithm.getId());
    if (named == null) {
      throw new SmimeException(
          ErrorCode.UNSUPPORTED,
          "the key file is encrypted with " + algorithm.getId() + ", which is not known here");
    }
    return cbc(named.name, vector(scheme), named.keyOctets);
  }

  /** CAST5 may state the length of its key behind it (RFC 2144, B.1). */
  private static byte[] vector(AlgorithmIdentifier scheme) {
    ASN1Encodable parameters = scheme.getParameters();
    return ASN1OctetString.getInstance(
            parameters instanceof ASN1Sequence several ? several.getObjectAt(0) : parameters)
        .getOctets();
  }

  /** A cipher in CBC mode by its name here. */
  static BlockCipherScheme cbc(String name, byte[] iv, int keyOctets) {
    return switch (name) {
      case "RC2-128" -> new BlockCipherScheme(RC2Engine::new, keyOctets, iv, new Rc2Cbc(128));
      case "RC2-64" -> new BlockCipherScheme(RC2Engine::new, keyOctets, iv, new Rc2Cbc(64));
      case "RC2-40" -> new BlockCipherScheme(RC2Engine::new, keyOctets, iv, new Rc2Cbc(40));
      default ->
          new BlockCipherScheme(
              Objects.requireNonNull(ENGINES.get(name), name), keyOctets, iv, new Cbc());
    };
  }

  /** The plaintext; a wrong key shows as wrong padding, most of the time. */
  byte[] decrypt(byte[] key, byte[] ciphertext) throws InvalidCipherTextException {
    return switch (mode) {
      case Cbc() -> padded(new KeyParameter(key), ciphertext);
      case Rc2Cbc(int bits) -> padded(new RC2Parameters(key, bits), ciphertext);
      case Gcm(int tagBits) -> gcm(key, tagBits, ciphertext);
    };
  }

  /** RC2ParameterVersion of RFC 2268, 6: three magic numbers, and the bits themselves from 256. */
  private static BlockCipherScheme rc2(RC2CBCParameter params) {
    int version =
        params.getRC2ParameterVersion() == null
            ? 32
            : params.getRC2ParameterVersion().intValueExact();
    int bits =
        switch (version) {
          case 160 -> 40;
          case 120 -> 64;
          case 58 -> 128;
          default -> version < 256 ? 32 : Math.min(version, 1024);
        };
    return new BlockCipherScheme(
        RC2Engine::new, Math.max(5, bits / 8), params.getIV(), new Rc2Cbc(bits));
  }

  private byte[] padded(CipherParameters key, byte[] ciphertext) throws InvalidCipherTextException {
    var cipher = new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(engine.get()));
    if (iv.length != cipher.getBlockSize() || ciphertext.length % cipher.getBlockSize() != 0) {
      throw new InvalidCipherTextException("not whole blocks");
    }
    cipher.init(false, new ParametersWithIV(key, iv));
    return process(cipher, ciphertext);
  }

  private static byte[] process(PaddedBufferedBlockCipher cipher, byte[] in)
      throws InvalidCipherTextException {
    byte[] out = new byte[cipher.getOutputSize(in.length)];
    int length = cipher.processBytes(in, 0, in.length, out, 0);
    length += cipher.doFinal(out, length);
    byte[] exact = Arrays.copyOf(out, length);
    Arrays.fill(out, (byte) 0);
    return exact;
  }

  /** The ciphertext, for the ciphers that files are written with. */
  byte[] encrypt(byte[] key, byte[] plaintext) {
    var cipher = new PaddedBufferedBlockCipher(CBCBlockCipher.newInstance(engine.get()));
    cipher.init(true, new ParametersWithIV(new KeyParameter(key), iv));
    try {
      return process(cipher, plaintext);
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("padding that was just added is wrong", e);
    }
  }

  private byte[] gcm(byte[] key, int tagBits, byte[] ciphertext) throws InvalidCipherTextException {
    var cipher = GCMBlockCipher.newInstance(engine.get());
    cipher.init(false, new AEADParameters(new KeyParameter(key), tagBits, iv));
    byte[] plaintext = new byte[cipher.getOutputSize(ciphertext.length)];
    int length = cipher.processBytes(ciphertext, 0, ciphertext.length, plaintext, 0);
    cipher.doFinal(plaintext, length);
    return plaintext;
  }
}
