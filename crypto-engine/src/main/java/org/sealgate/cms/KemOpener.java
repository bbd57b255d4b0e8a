package org.sealgate.cms;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.util.Map;
import org.sealgate.provider.Crypto;

/** Recovers keys wrapped under an encapsulated one: ML-KEM (RFC 9936), RSA-KEM (RFC 9690). */
final class KemOpener {
  private static final String RSA_KEM = "1.0.18033.2.2.4";
  private static final String RSA_KEM_SPKI = "1.2.840.113549.1.9.16.3.14";
  private static final String KDF_3 = "1.3.133.16.840.9.44.1.2";
  private static final String KDF_2 = "1.3.133.16.840.9.44.1.1";

  private static final Map<String, String> HKDF =
      Map.of(
          "1.2.840.113549.1.9.16.3.28", "HmacSHA256",
          "1.2.840.113549.1.9.16.3.29", "HmacSHA384",
          "1.2.840.113549.1.9.16.3.30", "HmacSHA512");

  private final Crypto crypto;

  KemOpener(Crypto crypto) {
    this.crypto = crypto;
  }

  byte[] open(RecipientInfo.Kem recipient, PrivateKey key) throws GeneralSecurityException {
    KeyWrap wrap = KeyWrap.of(recipient.keyWrap());
    if (recipient.kekOctets() != wrap.keyOctets()) {
      throw new GeneralSecurityException("kekLength disagrees with the key wrap");
    }
    byte[] ukm = recipient.ukm();
    byte[] info =
        Der.sequence(
            recipient.keyWrap().encoded(),
            Der.integer(recipient.kekOctets()),
            ukm.length == 0 ? ukm : Der.context(0, Der.octetString(ukm)));
    byte[] secret = decapsulate(recipient, key);
    byte[] kek = derive(recipient.keyDerivation(), secret, info, wrap.keyOctets());
    return wrap.unwrap(crypto, kek, recipient.encryptedKey());
  }

  private byte[] decapsulate(RecipientInfo.Kem recipient, PrivateKey key)
      throws GeneralSecurityException {
    String kem = recipient.kem().algorithm();
    if (kem.equals(RSA_KEM) || kem.equals(RSA_KEM_SPKI)) {
      return crypto.decrypter("RSA/ECB/NoPadding", key, null).doFinal(recipient.encapsulation());
    }
    return crypto
        .kem("ML-KEM")
        .newDecapsulator(key)
        .decapsulate(recipient.encapsulation())
        .getEncoded();
  }

  private byte[] derive(AlgorithmIdentifier function, byte[] secret, byte[] info, int octets)
      throws GeneralSecurityException {
    String mac = HKDF.get(function.algorithm());
    if (mac != null) {
      return KeyDerivation.hkdf(crypto, mac, secret, new byte[0], info, octets);
    }
    if (!function.algorithm().equals(KDF_3) && !function.algorithm().equals(KDF_2)) {
      throw new GeneralSecurityException("unknown key derivation");
    }
    String digest =
        DigestAlgorithms.jcaName(Element.parse(function.parameters()).algorithm().algorithm());
    if (digest == null) {
      throw new GeneralSecurityException("unknown digest of a key derivation");
    }
    // KDF2 and KDF3 of X9.44 as RFC 9690 uses it: the counter stands where X9.63 has it.
    return KeyDerivation.x963(crypto.digest(digest), secret, info, octets);
  }
}
