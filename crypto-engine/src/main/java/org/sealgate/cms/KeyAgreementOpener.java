package org.sealgate.cms;

import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import javax.crypto.KeyAgreement;
import javax.crypto.interfaces.DHPrivateKey;
import org.sealgate.SmimeException;
import org.sealgate.provider.Crypto;

/**
 * Recovers keys wrapped under an agreed key: elliptic curves (RFC 5753), X25519 and X448 (RFC
 * 8418), Diffie-Hellman (RFC 2631).
 */
final class KeyAgreementOpener {
  private static final String DH_EPHEMERAL = "1.2.840.113549.1.9.16.3.5";
  private static final String DH_STATIC = "1.2.840.113549.1.9.16.3.10";
  private static final String BSI = "0.4.0.127.0.7.1.1.5.1.1.";
  private static final String COFACTOR = "1.3.132.1.14.";

  /** Each scheme with the digest of its X9.63 key derivation; cofactors are 1 on these curves. */
  private static final Map<String, String> X963 =
      Map.ofEntries(
          Map.entry(Oids.ECDH_SHA_1_KDF, "SHA-1"),
          Map.entry(Oids.ECDH_SHA_224_KDF, "SHA-224"),
          Map.entry(Oids.ECDH_SHA_256_KDF, "SHA-256"),
          Map.entry(Oids.ECDH_SHA_384_KDF, "SHA-384"),
          Map.entry(Oids.ECDH_SHA_512_KDF, "SHA-512"),
          Map.entry("1.3.133.16.840.63.0.3", "SHA-1"),
          Map.entry(COFACTOR + "0", "SHA-224"),
          Map.entry(COFACTOR + "1", "SHA-256"),
          Map.entry(COFACTOR + "2", "SHA-384"),
          Map.entry(COFACTOR + "3", "SHA-512"),
          Map.entry(BSI + "1", "SHA-1"),
          Map.entry(BSI + "2", "SHA-224"),
          Map.entry(BSI + "3", "SHA-256"),
          Map.entry(BSI + "4", "SHA-384"),
          Map.entry(BSI + "5", "SHA-512"));

  private static final Map<String, String> HKDF =
      Map.of(
          Oids.ECDH_HKDF_SHA_256, "HmacSHA256",
          Oids.ECDH_HKDF_SHA_384, "HmacSHA384",
          Oids.ECDH_HKDF_SHA_512, "HmacSHA512");

  private final Crypto crypto;
  private final List<byte[]> originatorCertificates;

  KeyAgreementOpener(Crypto crypto, List<byte[]> originatorCertificates) {
    this.crypto = crypto;
    this.originatorCertificates = originatorCertificates;
  }

  byte[] open(RecipientInfo.KeyAgreement agreement, ContentKeys.Candidate own)
      throws GeneralSecurityException {
    byte[] wrapped =
        agreement.recipients().stream()
            .filter(key -> key.recipient().equals(own.identifier()))
            .findFirst()
            .orElseThrow(() -> new GeneralSecurityException("not among the recipients"))
            .encryptedKey();
    byte[] encodedWrap = agreement.keyEncryption().parameters();
    AlgorithmIdentifier wrapAlgorithm = Element.parse(encodedWrap).algorithm();
    KeyWrap wrap = KeyWrap.of(wrapAlgorithm);
    byte[] secret = secret(agreement.originator(), own);
    byte[] kek = derive(agreement, secret, encodedWrap, wrap.keyOctets());
    Arrays.fill(secret, (byte) 0);
    return wrap.unwrap(crypto, kek, wrapped);
  }

  private byte[] derive(
      RecipientInfo.KeyAgreement agreement, byte[] secret, byte[] encodedWrap, int octets)
      throws GeneralSecurityException {
    String scheme = agreement.keyEncryption().algorithm();
    if (scheme.equals(DH_EPHEMERAL) || scheme.equals(DH_STATIC)) {
      String wrapOid = Element.parse(encodedWrap).algorithm().algorithm();
      return x942(secret, wrapOid, agreement.ukm(), octets);
    }
    byte[] info = KeyDerivation.sharedInfo(encodedWrap, agreement.ukm(), octets);
    if (HKDF.containsKey(scheme)) {
      return KeyDerivation.hkdf(
          crypto, HKDF.getOrDefault(scheme, ""), secret, new byte[0], info, octets);
    }
    if (X963.containsKey(scheme)) {
      MessageDigest digest = crypto.digest(X963.getOrDefault(scheme, ""));
      return KeyDerivation.x963(digest, secret, info, octets);
    }
    throw new GeneralSecurityException("unknown key agreement");
  }

  /** RFC 2631, 2.1.2. */
  private byte[] x942(byte[] secret, String wrapOid, byte[] ukm, int octets)
      throws GeneralSecurityException {
    MessageDigest digest = crypto.digest("SHA-1");
    byte[] key = new byte[octets];
    for (int done = 0, counter = 1; done < octets; counter++) {
      byte[] keyInfo = Der.sequence(Der.oid(wrapOid), Der.octetString(bigEndian(counter)));
      byte[] party = ukm.length == 0 ? ukm : Der.context(0, Der.octetString(ukm));
      byte[] length = Der.context(2, Der.octetString(bigEndian(octets * 8)));
      digest.update(secret);
      byte[] block = digest.digest(Der.sequence(keyInfo, party, length));
      int take = Math.min(block.length, octets - done);
      System.arraycopy(block, 0, key, done, take);
      done += take;
    }
    return key;
  }

  private static byte[] bigEndian(int value) {
    return new byte[] {
      (byte) (value >>> 24), (byte) (value >>> 16), (byte) (value >>> 8), (byte) value
    };
  }

  private byte[] secret(RecipientInfo.Originator originator, ContentKeys.Candidate own)
      throws GeneralSecurityException {
    PrivateKey key = own.privateKey();
    if (key instanceof DHPrivateKey dh) {
      return diffieHellman(dh, originator);
    }
    PublicKey theirs = publicKey(originator, own);
    String algorithm = key.getAlgorithm();
    boolean montgomery = algorithm.startsWith("X");
    KeyAgreement agreement = crypto.keyAgreement(montgomery ? algorithm : "ECDH", key);
    agreement.doPhase(theirs, true);
    return agreement.generateSecret();
  }

  private PublicKey publicKey(RecipientInfo.Originator originator, ContentKeys.Candidate own)
      throws GeneralSecurityException {
    byte[] info =
        switch (originator) {
          case RecipientInfo.Originator.PublicKey made ->
              Der.sequence(ownAlgorithm(own), Der.bitString(made.key()));
          case RecipientInfo.Originator.Certificate named -> ofCertificate(named.identifier());
        };
    return crypto.publicKey(info);
  }

  /** The originator's parameters may be absent (RFC 5753, 3.1.1); they are the recipient's. */
  private static byte[] ownAlgorithm(ContentKeys.Candidate own) {
    byte[] info = own.certificate().getPublicKey().getEncoded();
    return Element.parse(info).children().next("algorithm").encoded();
  }

  private byte[] ofCertificate(RecipientIdentifier identifier) throws GeneralSecurityException {
    byte[] certificate = SignedContent.named(originatorCertificates, identifier);
    if (certificate == null) {
      throw new GeneralSecurityException("the originator's certificate is not in the message");
    }
    Elements tbs = Element.parse(certificate).children().next("TBSCertificate").children();
    tbs.nextIfContext(0);
    for (int i = 0; i < 5; i++) {
      tbs.next("field");
    }
    return tbs.next("subjectPublicKeyInfo").encoded();
  }

  private byte[] diffieHellman(DHPrivateKey own, RecipientInfo.Originator originator)
      throws GeneralSecurityException {
    byte[] encoded =
        switch (originator) {
          case RecipientInfo.Originator.PublicKey made -> made.key();
          case RecipientInfo.Originator.Certificate named ->
              publicBits(ofCertificate(named.identifier()));
        };
    BigInteger prime = own.getParams().getP();
    BigInteger theirs = value(encoded);
    if (theirs.compareTo(BigInteger.TWO) < 0
        || theirs.compareTo(prime.subtract(BigInteger.TWO)) > 0) {
      throw new GeneralSecurityException("a public value out of range");
    }
    byte[] secret = theirs.modPow(own.getX(), prime).toByteArray();
    byte[] padded = new byte[(prime.bitLength() + 7) / 8];
    int take = Math.min(secret.length, padded.length);
    System.arraycopy(secret, secret.length - take, padded, padded.length - take, take);
    return padded;
  }

  private static BigInteger value(byte[] encoded) throws GeneralSecurityException {
    try {
      return Element.parse(encoded).integer();
    } catch (SmimeException e) {
      throw new GeneralSecurityException("a public value that is none", e);
    }
  }

  private static byte[] publicBits(byte[] publicKeyInfo) {
    Elements in = Element.parse(publicKeyInfo).children();
    in.next("algorithm");
    return in.next("subjectPublicKey").bits();
  }
}
