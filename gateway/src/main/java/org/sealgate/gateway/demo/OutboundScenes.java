package org.sealgate.gateway.demo;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sealgate.config.Sealgate;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.server.ReceivedMail;
import org.sealgate.fixtures.server.SmtpClient;
import org.sealgate.mime.Octets;
import org.sealgate.smime.KeySource;
import org.sealgate.smime.Layer;
import org.sealgate.smime.OpenOptions;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.smime.Verdict.SmimeResult;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/** Mail that leaves the house: signed, encrypted, split. */
final class OutboundScenes {
  private static final Duration ARRIVES = Duration.ofSeconds(20);
  private static final List<String> SEEN =
      List.of("From", "To", "Subject", "Content-Type", "Content-Transfer-Encoding");

  private final House house;
  private final Cast cast;
  private final Stage stage;

  OutboundScenes(House house, Cast cast, Stage stage) {
    this.house = house;
    this.cast = cast;
    this.stage = stage;
  }

  /** A plain mail leaves signed and encrypted. */
  void toPartner() throws IOException {
    stage.scene("1  A plain mail to a partner whose certificate is in the directory");
    String text = "Dear Bob, our offer: 4,711 pieces at 12.50 each. Regards, Alice";
    Letter letter = Letter.write(Cast.ALICE, Cast.BOB, "Offer 4711", text);
    send(letter, List.of(Cast.BOB));
    stage.show("alice sends", "");
    stage.quote(letter.glimpse(List.of("From", "To", "Subject"), 1));
    Letter arrived = new Letter(house.nextHop().awaitFor(Cast.BOB, ARRIVES).bytes());
    stage.show("bob's server gets", "");
    stage.quote(arrived.glimpse(SEEN, 2));
    try (OpenedMessage opened = openAsBob(arrived)) {
      stage.show("bob opens it", layers(opened));
      stage.check(
          "it left signed and encrypted, and bob reads what alice wrote",
          opened.verdict().encrypted()
              && opened.verdict().decrypted()
              && opened.verdict().result() == SmimeResult.PASS
              && text(opened).contains(text));
    }
    stage.check("the text is not in what left the house", !arrived.text().contains("4,711 pieces"));
    openssl(arrived, text);
  }

  private void openssl(Letter arrived, String text) throws IOException {
    if (!Openssl.installed()) {
      stage.show("openssl cms", "is not installed here: that check is left out");
      return;
    }
    Optional<String> opened =
        new Openssl(house.folder())
            .open(arrived, cast.bob(), TestIdentity.pem(cast.pki().anchor()));
    stage.check(
        "openssl cms decrypts it and verifies the signature",
        opened.filter(read -> read.contains(text)).isPresent());
  }

  /** A mail to two partners is split. */
  void toTwoPartners() throws IOException {
    stage.scene("2  A mail to two partners, of whom one has no certificate");
    house.nextHop().clear();
    String text = "Dear both, we meet on Thursday at ten. Alice";
    Letter letter =
        Letter.write(Cast.ALICE, Cast.BOB + ", " + Cast.CAROL, "Meeting on Thursday", text);
    explain(letter);
    send(letter, List.of(Cast.BOB, Cast.CAROL));
    List<ReceivedMail> copies = house.nextHop().await(2, ARRIVES);
    Letter toBob = copy(copies, Cast.BOB);
    Letter toCarol = copy(copies, Cast.CAROL);
    stage.show("bob's copy", "");
    stage.quote(toBob.glimpse(List.of("Content-Type"), 0));
    stage.show("carol's copy", "");
    stage.quote(toCarol.glimpse(List.of("Content-Type"), 0));
    stage.check(
        "two copies left: bob's is encrypted, carol's is signed and readable",
        copies.size() == 2
            && toBob.field("Content-Type").contains("enveloped-data")
            && toCarol.field("Content-Type").contains("multipart/signed")
            && toCarol.text().contains(text)
            && !toBob.text().contains(text));
    try (OpenedMessage opened = openAsBob(toBob)) {
      stage.check("bob reads his copy", text(opened).contains(text));
    }
  }

  /** What the policy decides, recipient by recipient, before the mail is sent. */
  private void explain(Letter letter) throws IOException {
    try (Sealgate sealgate = house.sealgate()) {
      Outline.of(letter)
          .decisions(sealgate.planner())
          .forEach(decision ->
              stage.show(
                  decision.recipient().localPart() + ": policy",
                  decision.outcome().name().toLowerCase(Locale.ROOT).replace('_', ' ')
                      + ", "
                      + String.join("; ", decision.reasons())));
    }
  }

  private void send(Letter letter, List<String> recipients) {
    SmtpClient.at(house.james().smtp()).send(Cast.ALICE, recipients, letter.octets());
  }

  private static Letter copy(List<ReceivedMail> copies, String address) {
    return copies.stream()
        .filter(mail -> mail.isFor(address))
        .findFirst()
        .map(mail -> new Letter(mail.bytes()))
        .orElse(new Letter(new byte[0]));
  }

  private OpenedMessage openAsBob(Letter letter) throws IOException {
    OpenOptions options =
        new OpenOptions(
            KeySource.of(List.of(Cast.identity(cast.bob()))),
            TrustStore.of(List.of(cast.pki().anchor())),
            new ValidationTime.At(Instant.now()));
    return SmimeEngine.create().open(Octets.of(letter.octets()), options);
  }

  private static String text(OpenedMessage opened) throws IOException {
    return new Letter(opened.content().toByteArray()).text();
  }

  /** The layers in one line. */
  static String layers(OpenedMessage opened) {
    return String.join(
        ", inside it ", opened.verdict().layers().stream().map(OutboundScenes::layer).toList());
  }

  private static String layer(Layer layer) {
    return switch (layer) {
      case Layer.Encrypted e -> "encrypted with " + e.cipher();
      case Layer.Signed s ->
          "signed by "
              + String.join(
                  ", ",
                  s.signers().stream()
                      .flatMap(signer -> signer.certificate().stream())
                      .flatMap(certificate -> certificate.addresses().stream())
                      .map(Object::toString)
                      .toList());
      case Layer.Compressed c -> "compressed";
      case Layer.CertificatesOnly c -> "certificates";
      case Layer.Unreadable u -> "not readable";
    };
  }
}
