package org.sealgate.identity;

import java.io.IOException;
import java.security.PrivateKey;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.DERBMPString;
import org.bouncycastle.asn1.DEROctetString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;

/**
 * Writes PKCS#12 (RFC 7292) that the target opens: certificates and chains in one encrypted safe,
 * each key in a bag of its own, joined by localKeyId and with a friendly name, under a MAC with a
 * salt of eight octets, the only length that everything reads.
 */
public final class Pkcs12Writer {
  private final Pkcs12Encryption encryption;

  private Pkcs12Writer(Pkcs12Encryption encryption) {
    this.encryption = encryption;
  }

  /**
   * The file with these identities: one, or a person's whole history.
   *
   * @throws SmimeException UNSUPPORTED where a key lies on a token, USAGE for an empty password
   */
  public static byte[] write(List<Identity> identities, Secret password, Pkcs12Target target) {
    if (password.isEmpty()) {
      throw new SmimeException(ErrorCode.USAGE, "a PKCS#12 file needs a password: give one");
    }
    try (PasswordForms forms = new PasswordForms(password)) {
      return new Pkcs12Writer(Pkcs12Encryption.of(target.protection(), forms)).write(identities);
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written", e);
    }
  }

  private byte[] write(List<Identity> identities) throws IOException {
    ASN1EncodableVector keys = new ASN1EncodableVector();
    ASN1EncodableVector certificates = new ASN1EncodableVector();
    Set<X509Certificate> chains = new LinkedHashSet<>();
    for (Identity identity : identities) {
      keys.add(keyBag(identity));
      certificates.add(certificateBag(identity.certificate().x509(), attributes(identity)));
      chains.addAll(identity.chain());
    }
    identities.forEach(identity -> chains.remove(identity.certificate().x509()));
    for (X509Certificate above : chains) {
      certificates.add(certificateBag(above, new DERSet()));
    }
    ASN1EncodableVector safes = new ASN1EncodableVector();
    safes.add(encrypted(new DERSequence(certificates)));
    safes.add(plain(new DERSequence(keys).getEncoded("DER")));
    byte[] content = new DERSequence(safes).getEncoded("DER");
    return new Pfx(plain(content), encryption.mac(content)).getEncoded("DER");
  }

  private ContentInfo encrypted(DERSequence bags) throws IOException {
    PasswordCipher.Sealed sealed = encryption.seal(bags.getEncoded("DER"));
    EncryptedData data =
        new EncryptedData(
            PKCSObjectIdentifiers.data,
            sealed.algorithm(),
            new DEROctetString(sealed.ciphertext()));
    return new ContentInfo(PKCSObjectIdentifiers.encryptedData, data);
  }

  private static ContentInfo plain(byte[] content) {
    return new ContentInfo(PKCSObjectIdentifiers.data, new DEROctetString(content));
  }

  private SafeBag keyBag(Identity identity) {
    byte[] pkcs8 = encoded(identity.privateKey());
    PasswordCipher.Sealed sealed = encryption.seal(pkcs8);
    Arrays.fill(pkcs8, (byte) 0);
    return new SafeBag(
        PKCSObjectIdentifiers.pkcs8ShroudedKeyBag,
        new EncryptedPrivateKeyInfo(sealed.algorithm(), sealed.ciphertext()).toASN1Primitive(),
        attributes(identity));
  }

  private static byte[] encoded(PrivateKey key) {
    byte[] pkcs8 = key.getEncoded();
    if (pkcs8 == null) {
      throw new SmimeException(
          ErrorCode.UNSUPPORTED, "the private key lies on a token and cannot be written to a file");
    }
    return pkcs8;
  }

  private static SafeBag certificateBag(X509Certificate certificate, DERSet attributes) {
    CertBag bag =
        new CertBag(PKCSObjectIdentifiers.x509Certificate, new DEROctetString(der(certificate)));
    return new SafeBag(PKCSObjectIdentifiers.certBag, bag.toASN1Primitive(), attributes);
  }

  private static DERSet attributes(Identity identity) {
    X509Certificate x509 = identity.certificate().x509();
    byte[] localKeyId = Pkcs12Encryption.sha1(der(x509));
    ASN1EncodableVector attributes = new ASN1EncodableVector();
    attributes.add(
        attribute(PKCSObjectIdentifiers.pkcs_9_at_friendlyName, new DERBMPString(name(identity))));
    attributes.add(
        attribute(PKCSObjectIdentifiers.pkcs_9_at_localKeyId, new DEROctetString(localKeyId)));
    return new DERSet(attributes);
  }

  private static Attribute attribute(ASN1ObjectIdentifier type, ASN1Encodable value) {
    return new Attribute(type, new DERSet(value));
  }

  /** What the person sees in a list of keys: the address, and from when the certificate is. */
  private static String name(Identity identity) {
    X509Certificate x509 = identity.certificate().x509();
    String who =
        identity.certificate().addresses().stream()
            .findFirst()
            .map(Object::toString)
            .orElse(x509.getSubjectX500Principal().getName());
    String from = x509.getNotBefore().toInstant().toString().substring(0, 10);
    return who + " from " + from + ", serial " + x509.getSerialNumber().toString(16);
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw SmimeException.malformed("a certificate cannot be encoded", e);
    }
  }
}
