package org.sealgate.smime;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.cms.CMSObjectIdentifiers;
import org.bouncycastle.asn1.cms.ContentInfo;
import org.bouncycastle.asn1.cms.SignedData;
import org.bouncycastle.cms.CMSSignedData;
import org.sealgate.cms.CmsRecipient;
import org.sealgate.cms.EnvelopedDataWriter;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.mime.Octets;
import org.sealgate.provider.Crypto;
import org.sealgate.smime.HeaderProtection.Field;

/** Payloads with header fields of their own, in structures that say nothing of them. */
final class Payloads {
  private Payloads() {}

  /** The structure of a payload signed, as our writer would not make it. */
  static byte[] signed(String payload, TestIdentity signer) throws Exception {
    return ForeignSignatures.by(octets(payload), signer, "SHA256withRSA");
  }

  /** The payload in {@code multipart/signed}, below the given header. */
  static byte[] clearSigned(String header, String payload, TestIdentity signer) throws Exception {
    byte[] carrier =
        Sealing.signed(octets(header + "Content-Type: text/plain\r\n\r\nplace\r\n"), signer);
    String place = "Content-Type: text/plain\r\n\r\nplace\r\n";
    byte[] der = detached(octets(payload), signer);
    return Cms.withSignature(octets(Sealing.text(carrier).replace(place, payload)), der);
  }

  private static byte[] detached(byte[] payload, TestIdentity signer) throws Exception {
    // The signature of a detached structure is that of an opaque one: only the content moves out.
    byte[] opaque = ForeignSignatures.by(payload, signer, "SHA256withRSA");
    CMSSignedData found = new CMSSignedData(opaque);
    return new CMSSignedData(
            new ContentInfo(CMSObjectIdentifiers.signedData, withoutContent(found)))
        .getEncoded();
  }

  private static SignedData withoutContent(CMSSignedData found) {
    SignedData data = SignedData.getInstance(found.toASN1Structure().getContent());
    return new SignedData(
        data.getDigestAlgorithms(),
        new ContentInfo(CMSObjectIdentifiers.data, null),
        data.getCertificates(),
        data.getCRLs(),
        data.getSignerInfos());
  }

  /** An opaque-signed payload as an entity. */
  static String opaqueEntity(String payload, TestIdentity signer) throws Exception {
    return "Content-Type: application/pkcs7-mime; smime-type=signed-data; name=smime.p7m\r\n"
        + "Content-Transfer-Encoding: base64\r\n\r\n"
        + Base64.getMimeEncoder().encodeToString(signed(payload, signer))
        + "\r\n";
  }

  /** A mail with this header and the payload encrypted. */
  static byte[] encrypted(String header, String payload, TestIdentity recipient) {
    byte[] der =
        Written.by(out ->
            new EnvelopedDataWriter(Crypto.preferred(), Profile.DEFAULT.content())
                .write(
                    Octets.of(octets(payload)),
                    List.of(
                        CmsRecipient.of(
                            Crypto.preferred(),
                            recipient.certificate(),
                            Profile.DEFAULT.rsaKeyTransport())),
                    out));
    return octets(
        header
            + "MIME-Version: 1.0\r\n"
            + "Content-Type: application/pkcs7-mime; smime-type=enveloped-data\r\n"
            + "Content-Transfer-Encoding: base64\r\n\r\n"
            + Base64.getMimeEncoder().encodeToString(der)
            + "\r\n");
  }

  /** The protected field of a name. */
  static Field field(Verdict verdict, String name) {
    return find(verdict, name).orElseThrow();
  }

  /** The protected field of a name, where there is one. */
  static Optional<Field> find(Verdict verdict, String name) {
    return verdict.headers().stream()
        .flatMap(headers -> headers.fields().stream())
        .filter(field -> field.name().equalsIgnoreCase(name))
        .findFirst();
  }

  /** The codes of what was found on the structure. */
  static List<String> codes(Verdict verdict) {
    return verdict.structure().stream().map(Finding::code).toList();
  }

  /** The header of a mail, up to its empty line. */
  static String header(byte[] mail) {
    String text = Sealing.text(mail);
    return text.substring(0, text.indexOf("\r\n\r\n") + 2);
  }

  static byte[] octets(String text) {
    return Sealing.octets(text);
  }
}
