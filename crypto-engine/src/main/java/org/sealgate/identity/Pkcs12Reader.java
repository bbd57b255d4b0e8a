package org.sealgate.identity;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1OctetString;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.asn1.pkcs.Attribute;
import org.bouncycastle.asn1.pkcs.CertBag;
import org.bouncycastle.asn1.pkcs.ContentInfo;
import org.bouncycastle.asn1.pkcs.EncryptedData;
import org.bouncycastle.asn1.pkcs.EncryptedPrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.bouncycastle.asn1.pkcs.Pfx;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.pkcs.SafeBag;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.identity.KeyFileLimits.Work;
import org.sealgate.identity.PasswordCipher.Sealed;

/**
 * Reads a PFX (PKCS#12, RFC 7292) bag by bag, as it lies, where the key stores of the JDK and of
 * Bouncy Castle drop what does not fit their model: keys without certificate, certificates without
 * name, bags within bags.
 */
final class Pkcs12Reader {
  private final List<PasswordForms> passwords;
  private final Work work;
  private final PasswordCipher cipher;
  private final KeyFileContents contents;
  private List<PasswordForms> order;

  Pkcs12Reader(List<PasswordForms> passwords, Work work) {
    this.passwords = passwords;
    this.order = passwords;
    this.work = work;
    this.cipher = new PasswordCipher(work);
    this.contents = new KeyFileContents(work);
  }

  /** What the PFX holds. */
  KeyFileContents read(ASN1Sequence sequence) throws IOException {
    Pfx pfx = Pfx.getInstance(sequence);
    byte[] authenticatedSafe = integrityContent(pfx.getAuthSafe());
    if (pfx.getMacData() != null) {
      order = startingWith(authenticate(new Pkcs12Mac(pfx.getMacData(), authenticatedSafe, work)));
    } else {
      contents.note("the file has no MAC: nothing shows that it is as it was written");
    }
    ASN1Sequence safes = ASN1Sequence.getInstance(one(authenticatedSafe));
    for (ASN1Encodable safe : safes) {
      readSafe(ContentInfo.getInstance(safe));
    }
    return contents;
  }

  private PasswordForms authenticate(Pkcs12Mac mac) {
    for (PasswordForms password : passwords) {
      if (mac.opensWith(password)) {
        return password;
      }
    }
    throw wrongPassword("no password given opens the PKCS#12 file (its MAC does not match)");
  }

  /** The octets the MAC is over: the content of id-data, or of a signature around it. */
  private byte[] integrityContent(ContentInfo outer) {
    ASN1ObjectIdentifier type = outer.getContentType();
    if (type.equals(PKCSObjectIdentifiers.data)) {
      return ASN1OctetString.getInstance(outer.getContent()).getOctets();
    }
    if (type.equals(PKCSObjectIdentifiers.signedData)) {
      contents.note("the file is signed rather than under a MAC; the signature was not checked");
      var content = SignedData.getInstance(outer.getContent()).getEncapContentInfo().getContent();
      return ASN1OctetString.getInstance(content).getOctets();
    }
    throw SmimeException.malformed("the PKCS#12 file wraps " + type.getId() + ", which is no safe");
  }

  private void readSafe(ContentInfo safe) throws IOException {
    ASN1ObjectIdentifier type = safe.getContentType();
    if (type.equals(PKCSObjectIdentifiers.data)) {
      byte[] plain = ASN1OctetString.getInstance(safe.getContent()).getOctets();
      readBags(ASN1Sequence.getInstance(one(plain)), 0);
    } else if (type.equals(PKCSObjectIdentifiers.encryptedData)) {
      EncryptedData encrypted = EncryptedData.getInstance(safe.getContent());
      var sealed =
          new Sealed(encrypted.getEncryptionAlgorithm(), encrypted.getContent().getOctets());
      readBags(open(sealed, Pkcs12Reader::bags), 0);
    } else {
      contents.note("a safe of type " + type.getId() + " was not opened");
    }
  }

  /** Accepts a plaintext only when it is a list of bags: wrong keys pass the padding at times. */
  private static ASN1Sequence bags(byte[] plaintext) throws IOException {
    ASN1Sequence bags = ASN1Sequence.getInstance(one(plaintext));
    for (ASN1Encodable bag : bags) {
      SafeBag.getInstance(bag);
    }
    return bags;
  }

  /** The password of the MAC first; a key bag may have one of its own, from the others. */
  private List<PasswordForms> startingWith(PasswordForms first) {
    List<PasswordForms> reordered = new ArrayList<>(passwords);
    reordered.remove(first);
    reordered.add(0, first);
    return reordered;
  }

  private <T> T open(Sealed sealed, PasswordCipher.Reading<T> reading) {
    for (PasswordForms password : order) {
      Optional<T> opened = cipher.open(sealed, password, reading);
      if (opened.isPresent()) {
        return opened.get();
      }
    }
    throw wrongPassword("no password given opens what the PKCS#12 file holds");
  }

  private void readBags(ASN1Sequence bags, int depth) throws IOException {
    if (depth > work.limits().keyFileDepth()) {
      throw SmimeException.limit("keyFileDepth", work.limits().keyFileDepth());
    }
    for (ASN1Encodable element : bags) {
      readBag(SafeBag.getInstance(element), depth);
    }
  }

  private void readBag(SafeBag bag, int depth) throws IOException {
    ASN1ObjectIdentifier type = bag.getBagId();
    ASN1Encodable value = bag.getBagValue();
    if (type.equals(PKCSObjectIdentifiers.keyBag)) {
      contents.add(PrivateKeyInfo.getInstance(value), localKeyId(bag));
    } else if (type.equals(PKCSObjectIdentifiers.pkcs8ShroudedKeyBag)) {
      contents.add(shrouded(value), localKeyId(bag));
    } else if (type.equals(PKCSObjectIdentifiers.certBag)) {
      readCertificate(CertBag.getInstance(value), localKeyId(bag));
    } else if (type.equals(PKCSObjectIdentifiers.safeContentsBag)) {
      readBags(ASN1Sequence.getInstance(value), depth + 1);
    } else if (type.equals(PKCSObjectIdentifiers.crlBag)) {
      contents.note("a revocation list in the file was not used");
    } else if (type.equals(PKCSObjectIdentifiers.secretBag)) {
      contents.note("a secret in the file was not used");
    } else {
      contents.note("a bag of the unknown type " + type.getId() + " was not used");
    }
  }

  private PrivateKeyInfo shrouded(ASN1Encodable value) {
    if (ASN1Sequence.getInstance(value).getObjectAt(0) instanceof ASN1Integer) {
      // GnuTLS, told to use no cipher, puts the plain key where an encrypted one belongs.
      return PrivateKeyInfo.getInstance(value);
    }
    EncryptedPrivateKeyInfo key = EncryptedPrivateKeyInfo.getInstance(value);
    var sealed = new Sealed(key.getEncryptionAlgorithm(), key.getEncryptedData());
    return open(sealed, Pkcs12Reader::privateKey);
  }

  static PrivateKeyInfo privateKey(byte[] plaintext) throws IOException {
    PrivateKeyInfo info = PrivateKeyInfo.getInstance(one(plaintext));
    info.parsePrivateKey();
    return info;
  }

  private void readCertificate(CertBag bag, Optional<String> localKeyId) {
    if (bag.getCertId().equals(PKCSObjectIdentifiers.x509Certificate)) {
      byte[] der = ASN1OctetString.getInstance(bag.getCertValue()).getOctets();
      contents.addCertificate(der, localKeyId);
    } else {
      contents.note("a certificate of type " + bag.getCertId().getId() + " was not used");
    }
  }

  private static Optional<String> localKeyId(SafeBag bag) {
    ASN1Set attributes = bag.getBagAttributes();
    if (attributes == null) {
      return Optional.empty();
    }
    for (ASN1Encodable element : attributes) {
      Attribute attribute = Attribute.getInstance(element);
      if (attribute.getAttrType().equals(PKCSObjectIdentifiers.pkcs_9_at_localKeyId)
          && attribute.getAttrValues().size() > 0
          && attribute.getAttrValues().getObjectAt(0) instanceof ASN1OctetString id) {
        return Optional.of(KeyFileContents.hex(id.getOctets()));
      }
    }
    return Optional.empty();
  }

  private static ASN1Primitive one(byte[] octets) throws IOException {
    return KeyFileReader.firstObject(octets);
  }

  private static SmimeException wrongPassword(String message) {
    return new SmimeException(ErrorCode.WRONG_PASSWORD, message);
  }
}
