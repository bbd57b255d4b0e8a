package org.sealgate.archive;

import java.io.IOException;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.List;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.DERBitString;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERUTCTime;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.Extensions;
import org.bouncycastle.asn1.x509.ExtensionsGenerator;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.asn1.x509.SubjectKeyIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x509.Time;
import org.bouncycastle.asn1.x509.V3TBSCertificateGenerator;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.identity.Identity;
import org.sealgate.identity.PrivateKeys;
import org.sealgate.provider.Crypto;

/**
 * Any number of identities, each with a key, a serial number and an address of its own. Nobody has
 * signed their certificates: the archive takes them for what they are, and making a million real
 * signatures would measure something else.
 */
final class ManyIdentities {
  private static final X500Name ISSUER = new X500Name("CN=Sealgate Test CA, O=Sealgate Test");
  private static final AlgorithmIdentifier ALGORITHM =
      new AlgorithmIdentifier(X9ObjectIdentifiers.ecdsa_with_SHA256);

  private final KeyPairGenerator generator;

  ManyIdentities() {
    try {
      generator = Crypto.preferred().keyPairGenerator("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The identity of that number: 1,000 addresses a domain. */
  Identity next(int number) {
    KeyPair pair = generator.generateKeyPair();
    return new Identity(
        MailCertificate.parse(certificate(number, pair)),
        List.of(),
        PrivateKeys.decode(pair.getPrivate().getEncoded()));
  }

  private static byte[] certificate(int number, KeyPair pair) {
    String address = "user" + number % 1_000 + "@d" + number / 1_000 + ".example.org";
    SubjectPublicKeyInfo key = SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded());
    V3TBSCertificateGenerator certificate = new V3TBSCertificateGenerator();
    certificate.setSerialNumber(new ASN1Integer(BigInteger.valueOf(1_000_000_000L + number)));
    certificate.setSignature(ALGORITHM);
    certificate.setIssuer(ISSUER);
    certificate.setStartDate(new Time(new DERUTCTime("260101000000Z")));
    certificate.setEndDate(new Time(new DERUTCTime("290101000000Z")));
    certificate.setSubject(new X500Name("CN=" + address + ", O=Sealgate Test"));
    certificate.setSubjectPublicKeyInfo(key);
    try {
      certificate.setExtensions(extensions(address, key));
      ASN1Encodable[] parts = {
        certificate.generateTBSCertificate(), ALGORITHM, new DERBitString(new byte[64])
      };
      return new DERSequence(parts).getEncoded("DER");
    } catch (IOException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Extensions extensions(String address, SubjectPublicKeyInfo key)
      throws IOException, GeneralSecurityException {
    byte[] identifier =
        Crypto.preferred().digest("SHA-1").digest(key.getPublicKeyData().getOctets());
    ExtensionsGenerator extensions = new ExtensionsGenerator();
    extensions.addExtension(
        Extension.subjectAlternativeName,
        false,
        new GeneralNames(new GeneralName(GeneralName.rfc822Name, address)));
    extensions.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyAgreement));
    extensions.addExtension(
        Extension.subjectKeyIdentifier, false, new SubjectKeyIdentifier(identifier));
    return extensions.generate();
  }
}
