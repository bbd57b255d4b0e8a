package org.sealgate.identity;

import java.io.IOException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Collection;
import org.bouncycastle.asn1.ASN1EncodableVector;
import org.bouncycastle.asn1.ASN1Integer;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.DERSequence;
import org.bouncycastle.asn1.DERSet;
import org.bouncycastle.asn1.DERTaggedObject;
import org.bouncycastle.asn1.pkcs.PKCSObjectIdentifiers;
import org.sealgate.SmimeException;

/** Certificates in the files that people pass on: PKCS#7 (P7B) and PEM. */
public final class CertificateBundle {
  private CertificateBundle() {}

  /** SignedData without signers, certificates only, in DER (RFC 5652, 5.1; RFC 8551, 3.8). */
  public static byte[] p7b(Collection<X509Certificate> certificates) {
    try {
      ASN1EncodableVector set = new ASN1EncodableVector();
      for (X509Certificate certificate : certificates) {
        set.add(ASN1Primitive.fromByteArray(der(certificate)));
      }
      ASN1EncodableVector signed = new ASN1EncodableVector();
      signed.add(new ASN1Integer(1));
      signed.add(new DERSet());
      signed.add(new DERSequence(PKCSObjectIdentifiers.data));
      signed.add(new DERTaggedObject(false, 0, new DERSet(set)));
      signed.add(new DERSet());
      ASN1EncodableVector content = new ASN1EncodableVector();
      content.add(PKCSObjectIdentifiers.signedData);
      content.add(new DERTaggedObject(true, 0, new DERSequence(signed)));
      return new DERSequence(content).getEncoded("DER");
    } catch (IOException e) {
      throw new IllegalStateException("memory cannot be written", e);
    }
  }

  /** One PEM block each (RFC 7468, 5), with the subject above it. */
  public static String pem(Collection<X509Certificate> certificates) {
    StringBuilder text = new StringBuilder();
    for (X509Certificate certificate : certificates) {
      text.append("# ")
          .append(certificate.getSubjectX500Principal().getName().replaceAll("\\p{Cntrl}", "?"))
          .append('\n')
          .append(pem("CERTIFICATE", der(certificate)));
    }
    return text.toString();
  }

  /** One PEM block. */
  public static String pem(String label, byte[] der) {
    String base64 = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + label + "-----\n" + base64 + "\n-----END " + label + "-----\n";
  }

  private static byte[] der(X509Certificate certificate) {
    try {
      return certificate.getEncoded();
    } catch (CertificateEncodingException e) {
      throw SmimeException.malformed("a certificate cannot be encoded", e);
    }
  }
}
