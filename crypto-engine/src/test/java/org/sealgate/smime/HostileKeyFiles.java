package org.sealgate.smime;

import java.io.IOException;
import java.security.PrivateKey;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.nist.NISTObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.AuthenticatedSafe;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.bouncycastle.crypto.util.ScryptConfig;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS8EncryptedPrivateKeyInfoBuilder;
import org.bouncycastle.pkcs.jcajce.JcePKCSPBEOutputEncryptorBuilder;

/** Key files that go up to a limit. */
final class HostileKeyFiles {
  private HostileKeyFiles() {}

  /** A PKCS#12 file without MAC, whose certificate lies in safes within each other. */
  static byte[] nested(byte[] certificate, int depth) throws IOException {
    ASN1Encodable bag =
        new SafeBag(
            PKCSObjectIdentifiers.certBag,
            new CertBag(PKCSObjectIdentifiers.x509Certificate, new DEROctetString(certificate)));
    for (int i = 0; i < depth; i++) {
      bag = new SafeBag(PKCSObjectIdentifiers.safeContentsBag, new DERSequence(bag));
    }
    ContentInfo[] safes = {data(new DERSequence(bag))};
    return new Pfx(data(new AuthenticatedSafe(safes)), null).getEncoded();
  }

  private static ContentInfo data(ASN1Encodable content) throws IOException {
    byte[] encoded = content.toASN1Primitive().getEncoded();
    return new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(encoded));
  }

  /** PKCS#8 under scrypt (RFC 7914) with blocks of 1 KiB. */
  static byte[] underScrypt(PrivateKey key, String password, int cost)
      throws IOException, OperatorCreationException {
    var encryptor =
        new JcePKCSPBEOutputEncryptorBuilder(
                new ScryptConfig.Builder(cost, 8, 1).withSaltLength(16).build(),
                NISTObjectIdentifiers.id_aes256_CBC)
            .setProvider(new BouncyCastleProvider())
            .build(password.toCharArray());
    return new JcaPKCS8EncryptedPrivateKeyInfoBuilder(key).build(encryptor).getEncoded();
  }
}
