package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collection;
import java.util.HexFormat;
import java.util.Locale;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.RecipientIdentifier;
import org.sealgate.smime.Finding;
import org.sealgate.smime.HeaderProtection;
import org.sealgate.smime.Layer;
import org.sealgate.smime.SignerVerdict;
import org.sealgate.smime.Verdict;

/** A verdict as JSON, by {@code docs/verdict.schema.json}. */
final class VerdictTree {
  private VerdictTree() {}

  /** Writes the verdict's fields into an object. */
  static void into(ObjectNode object, Verdict verdict) {
    object.put("result", word(verdict.result()));
    object.put("decrypted", verdict.decrypted());
    ArrayNode layers = object.putArray("layers");
    verdict.layers().forEach(layer -> layer(layers.addObject(), layer));
    ArrayNode structure = object.putArray("structure");
    verdict.structure().forEach(finding -> finding(structure.addObject(), finding));
    verdict.headers().ifPresent(headers -> headers(object.putObject("headers"), headers));
  }

  private static void headers(ObjectNode object, HeaderProtection headers) {
    object.put("scheme", word(headers.scheme()));
    ArrayNode fields = object.putArray("fields");
    for (HeaderProtection.Field field : headers.fields()) {
      ObjectNode each =
          fields
              .addObject()
              .put("name", field.name())
              .put("value", field.value())
              .put("protection", word(field.protection()))
              .put("outside", word(field.outside()));
      field.outerValue().ifPresent(value -> each.put("outerValue", value));
    }
  }

  private static void layer(ObjectNode object, Layer layer) {
    switch (layer) {
      case Layer.Signed signed -> {
        object.put("layer", "signed").put("detached", signed.detached());
        ArrayNode signers = object.putArray("signers");
        signed.signers().forEach(signer -> signer(signers.addObject(), signer));
        certificates(object, signed.certificates());
      }
      case Layer.Encrypted encrypted -> encrypted(object.put("layer", "encrypted"), encrypted);
      case Layer.Compressed compressed ->
          object.put("layer", "compressed").put("algorithm", compressed.algorithm());
      case Layer.CertificatesOnly only ->
          certificates(object.put("layer", "certificatesOnly"), only.certificates());
      case Layer.Unreadable unreadable -> {
        object.put("layer", "unreadable").put("claimed", unreadable.claimed());
        finding(object.putObject("problem"), unreadable.problem());
      }
    }
  }

  private static void signer(ObjectNode object, SignerVerdict signer) {
    identifier(object.putObject("signer"), signer.signer());
    signer
        .certificate()
        .ifPresent(certificate -> certificate(object.putObject("certificate"), certificate));
    signer
        .claimedSigningTime()
        .ifPresent(time -> object.put("claimedSigningTime", time.toString()));
    finding(object.putObject("integrity"), signer.integrity());
    finding(object.putObject("certificatePath"), signer.certificatePath());
    finding(object.putObject("revocation"), signer.revocation());
    finding(object.putObject("addressMatch"), signer.addressMatch());
    finding(object.putObject("signingTime"), signer.signingTime());
    finding(object.putObject("algorithmStrength"), signer.algorithmStrength());
    finding(object.putObject("policy"), signer.policy());
  }

  private static void encrypted(ObjectNode object, Layer.Encrypted encrypted) {
    object
        .put("contentType", encrypted.contentType())
        .put("cipher", encrypted.cipher())
        .put("authenticated", encrypted.authenticated());
    ArrayNode recipients = object.putArray("recipients");
    encrypted.recipients().forEach(each -> identifier(recipients.addObject(), each));
    ObjectNode decryption = object.putObject("decryption");
    switch (encrypted.decryption()) {
      case Layer.Decryption.Decrypted done -> {
        decryption.put("outcome", "decrypted").put("keyId", done.keyId());
        done.certificate()
            .ifPresent(
                certificate -> certificate(decryption.putObject("certificate"), certificate));
      }
      case Layer.Decryption.NoKey none -> decryption.put("outcome", "noKey");
      case Layer.Decryption.Failed failed -> decryption.put("outcome", "failed");
      case Layer.Decryption.NotTried not -> decryption.put("outcome", "notTried");
    }
    finding(object.putObject("algorithmStrength"), encrypted.algorithmStrength());
  }

  /** Writes a recipient identifier's fields into an object. */
  static void identifier(ObjectNode object, RecipientIdentifier identifier) {
    switch (identifier) {
      case RecipientIdentifier.IssuerAndSerialNumber named ->
          object
              .put("issuer", named.issuerName())
              .put("serialNumber", named.serialNumber().toString(16));
      case RecipientIdentifier.SubjectKeyIdentifier key ->
          object.put("subjectKeyIdentifier", HexFormat.of().formatHex(key.keyIdentifier()));
    }
  }

  private static void certificates(ObjectNode object, Collection<MailCertificate> certificates) {
    ArrayNode array = object.putArray("certificates");
    certificates.forEach(certificate -> certificate(array.addObject(), certificate));
  }

  /** Writes a certificate's fields into an object. */
  static void certificate(ObjectNode object, MailCertificate certificate) {
    object
        .put("fingerprint", certificate.fingerprint())
        .put("subject", certificate.x509().getSubjectX500Principal().getName())
        .put("issuer", certificate.x509().getIssuerX500Principal().getName())
        .put("serialNumber", certificate.x509().getSerialNumber().toString(16))
        .put("notBefore", certificate.x509().getNotBefore().toInstant().toString())
        .put("notAfter", certificate.x509().getNotAfter().toInstant().toString())
        .put("key", certificate.keyDescription())
        .put("purpose", word(certificate.purpose()));
    ArrayNode addresses = object.putArray("addresses");
    certificate.addresses().forEach(address -> addresses.add(address.toString()));
  }

  private static void finding(ObjectNode object, Finding finding) {
    object
        .put("status", word(finding.status()))
        .put("code", finding.code())
        .put("reason", finding.reason());
  }

  /** A constant as JSON has it: lower case, words joined by hyphens. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
