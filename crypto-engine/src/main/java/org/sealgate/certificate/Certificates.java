package org.sealgate.certificate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bouncycastle.asn1.ASN1Encodable;
import org.bouncycastle.asn1.ASN1InputStream;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.ASN1Primitive;
import org.bouncycastle.asn1.ASN1Sequence;
import org.bouncycastle.asn1.ASN1Set;
import org.bouncycastle.asn1.ASN1TaggedObject;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.SignedData;
import org.sealgate.SmimeException;

/**
 * Certificates in whatever they come in: DER, PEM bundles with text between, PKCS#7 (P7B, P7C), in
 * PEM or DER, and plain base64.
 */
public final class Certificates {
  /** The most certificates one collection may hold. */
  public static final int MAX_CERTIFICATES = 10_000;

  private static final Pattern PEM =
      Pattern.compile(
          "-----BEGIN ((?:X509 |TRUSTED )?CERTIFICATE|PKCS7|CMS)-----([^-]*)-----END \\1-----");

  private Certificates() {}

  /**
   * All certificates in the octets, in order and without repetitions.
   *
   * @throws SmimeException MALFORMED where there is none, or one is broken; LIMIT_EXCEEDED
   */
  public static List<MailCertificate> read(byte[] octets) {
    Set<MailCertificate> found = new LinkedHashSet<>();
    if (octets.length > 0 && octets[0] == 0x30) {
      readDer(octets, found);
    } else {
      readText(new String(octets, StandardCharsets.ISO_8859_1), found);
    }
    if (found.isEmpty()) {
      throw SmimeException.malformed("no certificate in it: give PEM, DER or PKCS#7");
    }
    return List.copyOf(found);
  }

  private static void readText(String text, Set<MailCertificate> found) {
    Matcher pem = PEM.matcher(text);
    boolean armoured = false;
    while (pem.find()) {
      armoured = true;
      readDer(decode(pem.group(2)), found);
    }
    if (!armoured && !text.contains("-----BEGIN") && !text.isBlank()) {
      readDer(decode(text), found);
    }
  }

  private static byte[] decode(String body) {
    // Encapsulated headers (RFC 1421) end with an empty line.
    String base64 = body.contains(":") ? body.replaceFirst("(?s)^.*?\\R\\s*\\R", "") : body;
    try {
      byte[] octets = Base64.getMimeDecoder().decode(base64);
      if (octets.length > 0) {
        return octets;
      }
    } catch (IllegalArgumentException notBase64) {
      throw SmimeException.malformed("no certificate in it: give PEM, DER or PKCS#7", notBase64);
    }
    throw SmimeException.malformed("no certificate in it: give PEM, DER or PKCS#7");
  }

  private static void readDer(byte[] octets, Set<MailCertificate> found) {
    try (ASN1InputStream in =
        new ASN1InputStream(new ByteArrayInputStream(octets), octets.length)) {
      for (ASN1Primitive next = in.readObject(); next != null; next = readNext(in)) {
        readObject(next, found);
      }
    } catch (IOException | RuntimeException e) {
      throw e instanceof SmimeException known
          ? known
          : SmimeException.malformed("no certificate in it: give PEM, DER or PKCS#7", e);
    }
  }

  /** Several certificates may follow one another; junk after the last is let go. */
  private static @org.jspecify.annotations.Nullable ASN1Primitive readNext(ASN1InputStream in) {
    try {
      return in.readObject() instanceof ASN1Sequence next ? next : null;
    } catch (IOException | RuntimeException junk) {
      return null;
    }
  }

  private static void readObject(ASN1Primitive object, Set<MailCertificate> found)
      throws IOException {
    ASN1Sequence sequence = ASN1Sequence.getInstance(object);
    if (sequence.size() > 0 && sequence.getObjectAt(0) instanceof ASN1ObjectIdentifier type) {
      readContentInfo(type, sequence, found);
    } else {
      add(object, found);
    }
  }

  private static void readContentInfo(
      ASN1ObjectIdentifier type, ASN1Sequence contentInfo, Set<MailCertificate> found)
      throws IOException {
    if (!CMSObjectIdentifiers.signedData.equals(type)) {
      throw SmimeException.malformed("a CMS structure without certificates: give a P7B or P7C");
    }
    ASN1TaggedObject content = ASN1TaggedObject.getInstance(contentInfo.getObjectAt(1));
    ASN1Set certificates =
        SignedData.getInstance(content.getExplicitBaseObject()).getCertificates();
    if (certificates == null) {
      return;
    }
    List<ASN1Encodable> plain = new ArrayList<>();
    certificates.forEach(choice -> {
      // Other choices are attribute certificates and formats nobody uses (RFC 5652, 10.2.2).
      if (choice instanceof ASN1Sequence) {
        plain.add(choice);
      }
    });
    for (ASN1Encodable certificate : plain) {
      add(certificate.toASN1Primitive(), found);
    }
  }

  private static void add(ASN1Primitive certificate, Set<MailCertificate> found)
      throws IOException {
    if (found.size() >= MAX_CERTIFICATES) {
      throw SmimeException.limit("certificates of a collection", MAX_CERTIFICATES);
    }
    found.add(MailCertificate.parse(certificate.getEncoded()));
  }
}
