package org.sealgate.identity;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.util.Optional;
import javax.crypto.Mac;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.misc.MiscObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.MacData;
import org.bouncycastle.asn1.pkcs.PBMAC1Params;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.Digest;
import org.bouncycastle.crypto.digests.Blake2bDigest;
import org.bouncycastle.crypto.digests.SHA512tDigest;
import org.bouncycastle.crypto.generators.PKCS12ParametersGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcDefaultDigestProvider;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.identity.KeyFileLimits.Work;

/**
 * The MAC over a PFX under the password: the old one of RFC 7292, B, with a salt of any length, and
 * PBMAC1 of RFC 9879, whose key length must be stated and be between 20 and 64 octets (shorter ones
 * made forged files pass).
 */
final class Pkcs12Mac {
  private static final String SHA_512_224 = "2.16.840.1.101.3.4.2.5";
  private static final String SHA_512_256 = "2.16.840.1.101.3.4.2.6";
  private static final String BLAKE2B_512 = "1.3.6.1.4.1.1722.12.2.1.16";

  private static final int SHORTEST_KEY = 20;
  private static final int LONGEST_KEY = 64;

  private final MacData mac;
  private final byte[] content;
  private final Work work;

  Pkcs12Mac(MacData mac, byte[] content, Work work) {
    this.mac = mac;
    this.content = content;
    this.work = work;
  }

  /** True when some form of the password gives the MAC of the file. */
  boolean opensWith(PasswordForms password) {
    AlgorithmIdentifier algorithm = mac.getMac().getAlgorithmId();
    byte[] stated = mac.getMac().getDigest();
    if (algorithm.getAlgorithm().equals(PKCSObjectIdentifiers.id_PBMAC1)) {
      return MessageDigest.isEqual(stated, pbmac1(algorithm, password.utf8()));
    }
    for (byte[] form : password.forPkcs12()) {
      if (MessageDigest.isEqual(stated, pkcs12(algorithm, form))) {
        return true;
      }
    }
    return false;
  }

  private byte[] pkcs12(AlgorithmIdentifier algorithm, byte[] password) {
    Digest digest =
        digest(algorithm).orElseThrow(() -> unknown("digest " + algorithm.getAlgorithm().getId()));
    BigInteger iterations = mac.getIterationCount();
    work.charge(iterations);
    PKCS12ParametersGenerator generator = new PKCS12ParametersGenerator(digest);
    generator.init(password, mac.getSalt(), iterations.intValue());
    HMac hmac = new HMac(digest);
    hmac.init(generator.generateDerivedMacParameters(8 * digest.getDigestSize()));
    hmac.update(content, 0, content.length);
    byte[] computed = new byte[hmac.getMacSize()];
    hmac.doFinal(computed, 0);
    return computed;
  }

  private byte[] pbmac1(AlgorithmIdentifier algorithm, byte[] password) {
    PBMAC1Params params = PBMAC1Params.getInstance(algorithm.getParameters());
    AlgorithmIdentifier kdf = params.getKeyDerivationFunc();
    ASN1ObjectIdentifier scheme = params.getMessageAuthScheme().getAlgorithm();
    if (!kdf.getAlgorithm().equals(MiscObjectIdentifiers.id_scrypt)) {
      KeyDerivation.requireSaltOctets(kdf);
    }
    int length = KeyDerivation.keyLength(kdf, 0);
    if (length < SHORTEST_KEY || length > LONGEST_KEY) {
      throw SmimeException.malformed(
          "the PBMAC1 of the key file has a key of "
              + length
              + " octets; RFC 9879 wants it stated, and 20 to 64 are accepted");
    }
    byte[] key = KeyDerivation.derive(kdf, password, new KeyDerivation.Keyed(length, work));
    Mac hmac = KeyDerivation.hmac(KeyDerivation.hmacName(scheme), key);
    return hmac.doFinal(content);
  }

  private static Optional<Digest> digest(AlgorithmIdentifier algorithm) {
    return switch (algorithm.getAlgorithm().getId()) {
      case SHA_512_224 -> Optional.of(new SHA512tDigest(224));
      case SHA_512_256 -> Optional.of(new SHA512tDigest(256));
      case BLAKE2B_512 -> Optional.of(new Blake2bDigest(512));
      default -> usual(algorithm);
    };
  }

  private static Optional<Digest> usual(AlgorithmIdentifier algorithm) {
    try {
      return Optional.of(BcDefaultDigestProvider.INSTANCE.get(algorithm));
    } catch (OperatorCreationException e) {
      return Optional.empty();
    }
  }

  private static SmimeException unknown(String what) {
    return new SmimeException(
        ErrorCode.UNSUPPORTED, "the MAC of the key file uses the unknown " + what);
  }
}
