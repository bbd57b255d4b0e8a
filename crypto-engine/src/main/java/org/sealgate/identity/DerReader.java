package org.sealgate.identity;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1BitString;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.DERNull;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.sec.ECPrivateKey;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.DSAParameter;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.identity.KeyFileLimits.Work;
import org.sealgate.identity.PasswordCipher.Sealed;

/** Reads one object in DER or BER, whatever it is, telling its kind from its shape. */
final class DerReader {
  private static final int RSA_NUMBERS = 9;
  private static final int DSA_NUMBERS = 6;

  private final List<PasswordForms> passwords;
  private final Work work;

  DerReader(List<PasswordForms> passwords, Work work) {
    this.passwords = passwords;
    this.work = work;
  }

  List<PasswordForms> passwords() {
    return passwords;
  }

  KeyFileContents read(byte[] octets) throws IOException {
    ASN1Sequence object = ASN1Sequence.getInstance(KeyFileReader.firstObject(octets));
    if (object.size() < 2) {
      throw SmimeException.malformed("the key file holds no key and no certificate");
    }
    ASN1Encodable first = object.getObjectAt(0);
    ASN1Encodable second = object.getObjectAt(1);
    if (first instanceof ASN1Integer) {
      return versioned(object, second);
    }
    if (first instanceof ASN1ObjectIdentifier) {
      return pkcs7(ContentInfo.getInstance(object));
    }
    KeyFileContents contents = new KeyFileContents(work);
    if (second instanceof ASN1OctetString) {
      contents.add(encryptedKey(object), Optional.empty());
    } else if (object.size() == 3 && object.getObjectAt(2) instanceof ASN1BitString) {
      contents.addCertificate(KeyFileContents.der(object), Optional.empty());
    } else {
      throw SmimeException.malformed("the key file is DER of no known kind");
    }
    return contents;
  }

  private KeyFileContents versioned(ASN1Sequence object, ASN1Encodable second) throws IOException {
    KeyFileContents contents = new KeyFileContents(work);
    if (second instanceof ASN1OctetString) {
      contents.add(ecKey(object, Optional.empty()), Optional.empty());
    } else if (second instanceof ASN1Integer && object.size() >= RSA_NUMBERS) {
      contents.add(rsaKey(object), Optional.empty());
    } else if (second instanceof ASN1Integer && object.size() == DSA_NUMBERS) {
      contents.add(dsaKey(object), Optional.empty());
    } else if (isPfx(second)) {
      return new Pkcs12Reader(passwords, work).read(object);
    } else if (object.size() > 2 && object.getObjectAt(2) instanceof ASN1OctetString) {
      contents.add(PrivateKeyInfo.getInstance(object), Optional.empty());
    } else {
      throw SmimeException.malformed("the key file is DER of no known kind");
    }
    return contents;
  }

  /** Bouncy Castle's key store: a store, encrypted or not, and its integrity check. */
  static boolean isBcfks(ASN1Primitive object) {
    return object instanceof ASN1Sequence store
        && store.size() == 2
        && store.getObjectAt(0) instanceof ASN1Sequence
        && store.getObjectAt(1) instanceof ASN1Sequence;
  }

  private static boolean isPfx(ASN1Encodable second) {
    return second instanceof ASN1Sequence content
        && content.size() > 0
        && content.getObjectAt(0) instanceof ASN1ObjectIdentifier type
        && type.on(PKCSObjectIdentifiers.pkcs_7);
  }

  /** EncryptedPrivateKeyInfo of PKCS#8 (RFC 5958, 3). */
  PrivateKeyInfo encryptedKey(ASN1Sequence object) {
    EncryptedPrivateKeyInfo key = EncryptedPrivateKeyInfo.getInstance(object);
    Sealed sealed = new Sealed(key.getEncryptionAlgorithm(), key.getEncryptedData());
    PasswordCipher cipher = new PasswordCipher(work);
    for (PasswordForms password : passwords) {
      Optional<PrivateKeyInfo> opened = cipher.open(sealed, password, Pkcs12Reader::privateKey);
      if (opened.isPresent()) {
        return opened.get();
      }
    }
    throw new SmimeException(
        ErrorCode.WRONG_PASSWORD, "no password given opens the encrypted private key");
  }

  static PrivateKeyInfo rsaKey(ASN1Sequence object) throws IOException {
    var algorithm = new AlgorithmIdentifier(PKCSObjectIdentifiers.rsaEncryption, DERNull.INSTANCE);
    return new PrivateKeyInfo(algorithm, object);
  }

  /** The DSA form of old OpenSSL: version, p, q, g, y, x. */
  static PrivateKeyInfo dsaKey(ASN1Sequence object) throws IOException {
    DSAParameter params = new DSAParameter(number(object, 1), number(object, 2), number(object, 3));
    return new PrivateKeyInfo(
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_dsa, params),
        new ASN1Integer(number(object, 5)));
  }

  private static java.math.BigInteger number(ASN1Sequence object, int index) {
    return ASN1Integer.getInstance(object.getObjectAt(index)).getPositiveValue();
  }

  /** ECPrivateKey (RFC 5915): the curve is in the key, or came in a block before it. */
  static PrivateKeyInfo ecKey(ASN1Sequence object, Optional<ASN1Encodable> curve)
      throws IOException {
    ECPrivateKey key = ECPrivateKey.getInstance(object);
    ASN1Encodable parameters = key.getParametersObject();
    if (parameters == null) {
      parameters =
          curve.orElseThrow(
              () -> SmimeException.malformed("the EC private key does not name its curve"));
    }
    return new PrivateKeyInfo(
        new AlgorithmIdentifier(X9ObjectIdentifiers.id_ecPublicKey, parameters), key);
  }

  private KeyFileContents pkcs7(ContentInfo info) {
    KeyFileContents contents = new KeyFileContents(work);
    if (!info.getContentType().equals(PKCSObjectIdentifiers.signedData)) {
      throw SmimeException.malformed(
          "the PKCS#7 file holds " + info.getContentType().getId() + " and no certificates");
    }
    SignedData signed = SignedData.getInstance(info.getContent());
    if (signed.getCertificates() != null) {
      for (ASN1Encodable certificate : signed.getCertificates()) {
        if (certificate instanceof ASN1TaggedObject) {
          contents.note("a certificate of an old or other kind in the PKCS#7 file was not used");
        } else {
          contents.addCertificate(KeyFileContents.der(certificate), Optional.empty());
        }
      }
    }
    return contents;
  }
}
