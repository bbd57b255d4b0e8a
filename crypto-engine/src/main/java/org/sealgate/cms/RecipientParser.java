package org.sealgate.cms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.sealgate.cms.RecipientInfo.EncryptedKey;
import org.sealgate.cms.RecipientInfo.Originator;

/** Reads RecipientInfos (RFC 5652, 6.2; RFC 9629), those of unknown kind as unknown. */
final class RecipientParser {
  static final int KEY_AGREEMENT = 0xA1;
  static final int SHARED_KEY = 0xA2;
  static final int PASSWORD = 0xA3;
  static final int OTHER = 0xA4;

  private static final String KEM = "1.2.840.113549.1.9.16.13.3";

  private RecipientParser() {}

  static RecipientInfo parse(Element info) {
    return switch (info.tag()) {
      case Der.SEQUENCE -> keyTransport(info.children());
      case KEY_AGREEMENT -> keyAgreement(info.children());
      case SHARED_KEY -> sharedKey(info.children());
      case PASSWORD -> password(info.children());
      case OTHER -> other(info.children());
      default -> new RecipientInfo.Unknown("[" + (info.tag() & 0x1F) + "]");
    };
  }

  private static RecipientInfo keyTransport(Elements in) {
    in.next("version");
    return new RecipientInfo.KeyTransport(
        Identifiers.parse(in.next("rid")),
        in.next("keyEncryptionAlgorithm").algorithm(),
        in.next("encryptedKey").octets());
  }

  private static RecipientInfo keyAgreement(Elements in) {
    in.next("version");
    Originator originator = originator(in.next(0xA0, "originator").inner());
    byte[] ukm = octetsOf(in.nextIf(0xA1));
    AlgorithmIdentifier algorithm = in.next("keyEncryptionAlgorithm").algorithm();
    List<EncryptedKey> recipients = new ArrayList<>();
    Elements keys = in.next("recipientEncryptedKeys").children();
    while (keys.hasNext()) {
      Elements key = keys.next("RecipientEncryptedKey").children();
      recipients.add(
          new EncryptedKey(
              agreementIdentifier(key.next("rid")), key.next("encryptedKey").octets()));
    }
    return new RecipientInfo.KeyAgreement(originator, ukm, algorithm, recipients);
  }

  /** Issuer and serial number, or [0] RecipientKeyIdentifier, which starts with the identifier. */
  static RecipientIdentifier agreementIdentifier(Element choice) {
    if (!choice.isContext(0)) {
      return Identifiers.parse(choice);
    }
    return new RecipientIdentifier.SubjectKeyIdentifier(
        choice.children().next("subjectKeyIdentifier").octets());
  }

  private static Originator originator(Element choice) {
    if (!choice.is(0xA1)) {
      return new Originator.Certificate(Identifiers.parse(choice));
    }
    Elements in = choice.children();
    return new Originator.PublicKey(in.next("algorithm").algorithm(), in.next("publicKey").bits());
  }

  private static RecipientInfo sharedKey(Elements in) {
    in.next("version");
    Elements identifier = in.next(Der.SEQUENCE, "kekid").children();
    return new RecipientInfo.SharedKey(
        identifier.next("keyIdentifier").octets(),
        in.next("keyEncryptionAlgorithm").algorithm(),
        in.next("encryptedKey").octets());
  }

  private static RecipientInfo password(Elements in) {
    in.next("version");
    Element derivation = in.nextIf(0xA0);
    return new RecipientInfo.Password(
        Optional.ofNullable(derivation).map(element -> element.algorithmUnder(0xA0)),
        in.next("keyEncryptionAlgorithm").algorithm(),
        in.next("encryptedKey").octets());
  }

  private static RecipientInfo other(Elements in) {
    String type = in.next("oriType").oid();
    if (!type.equals(KEM)) {
      return new RecipientInfo.Unknown(type);
    }
    Elements kem = in.next(Der.SEQUENCE, "KEMRecipientInfo").children();
    kem.next("version");
    return new RecipientInfo.Kem(
        Identifiers.parse(kem.next("rid")),
        kem.next("kem").algorithm(),
        kem.next("kemct").octets(),
        kem.next("kdf").algorithm(),
        kem.next("kekLength").intValue(),
        octetsOf(kem.nextIf(0xA0)),
        kem.next("wrap").algorithm(),
        kem.next("encryptedKey").octets());
  }

  /**
   * The identifiers of one RecipientInfo without decoding what is encrypted; empty where it has
   * none of a certificate.
   */
  static List<RecipientIdentifier> identifiers(Element info) {
    return switch (info.tag()) {
      case Der.SEQUENCE -> {
        Elements in = info.children();
        in.next("version");
        yield List.of(Identifiers.parse(in.next("rid")));
      }
      case KEY_AGREEMENT ->
          ((RecipientInfo.KeyAgreement) keyAgreement(info.children()))
              .recipients().stream().map(EncryptedKey::recipient).toList();
      case OTHER ->
          other(info.children()) instanceof RecipientInfo.Kem kem
              ? List.of(kem.recipient())
              : List.of();
      default -> List.of();
    };
  }

  private static byte[] octetsOf(@Nullable Element explicit) {
    return explicit == null ? new byte[0] : explicit.inner().octets();
  }
}
