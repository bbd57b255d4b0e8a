package org.sealgate.gateway.demo;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.server.SmtpClient;
import org.sealgate.mime.Octets;
import org.sealgate.smime.EncryptOptions;
import org.sealgate.smime.SignOptions;
import org.sealgate.smime.SmimeEngine;

/** Mail that comes: opened with an old key, tampered with, spoofed. */
final class InboundScenes {
  private static final Duration ARRIVES = Duration.ofSeconds(20);
  private static final List<String> SEEN =
      List.of("From", "Subject", "Authentication-Results", "X-Sealgate-Verdict");

  private final House house;
  private final Cast cast;
  private final Stage stage;
  private final SmimeEngine engine = SmimeEngine.create();

  InboundScenes(House house, Cast cast, Stage stage) {
    this.house = house;
    this.cast = cast;
    this.stage = stage;
  }

  /** A mail to a certificate that expired in 2019 arrives readable. */
  void toExpiredCertificate() throws IOException {
    stage.scene("3  A mail encrypted to a certificate that expired in 2019");
    String text = "Dear Alice, I found this in my outbox of 2018. Bob";
    String subject = "Found in my outbox";
    Letter plain = Letter.write(Cast.BOB, Cast.ALICE, subject, text);
    ByteArrayOutputStream sealed = new ByteArrayOutputStream();
    engine.signAndEncrypt(
        Octets.of(plain.octets()),
        SignOptions.by(Cast.identity(cast.bob())),
        EncryptOptions.to(List.of(MailCertificate.of(cast.oldAlice().certificate()))),
        sealed);
    Letter letter = new Letter(sealed.toByteArray());
    stage.show("bob sends", "");
    stage.quote(letter.glimpse(List.of("Subject", "Content-Type"), 1));
    stage.show(
        "encrypted for",
        "alice's certificate of 2017, which expired on " + expiry(cast.oldAlice()));
    Letter arrived = deliver(Cast.BOB, letter, subject);
    stage.check(
        "it arrived readable, with its verdict: smime=pass",
        arrived.text().contains(text)
            && arrived.field("Authentication-Results").contains("smime=pass"));
  }

  /** A tampered and a spoofed mail arrive with the reason. */
  void tamperedAndSpoofed() throws IOException {
    stage.scene("4  A tampered mail and a spoofed one");
    String subject = "Our new bank account";
    Letter letter = Letter.write(Cast.BOB, Cast.ALICE, subject, "Please pay to account 111-222.");
    Letter signed = sign(letter, cast.bob());
    Letter tampered =
        new Letter(
            signed
                .text()
                .replace("account 111-222", "account 666-666")
                .getBytes(StandardCharsets.ISO_8859_1));
    stage.show("on the way", "somebody changes the account number in bob's signed mail");
    Letter arrived = deliver(Cast.BOB, tampered, subject);
    stage.check("the tampered mail says smime=fail and why", fails(arrived, "digest"));

    String urgent = "Urgent: call me back";
    Letter spoof = Letter.write(Cast.BOB, Cast.ALICE, urgent, "It is me, Bob. Really.");
    stage.show("mallory", "signs with her own good certificate, and writes From: " + Cast.BOB);
    Letter spoofed = deliver(Cast.MALLORY, sign(spoof, cast.mallory()), urgent);
    stage.check("the spoofed mail says smime=fail and why", fails(spoofed, Cast.MALLORY));
  }

  private static boolean fails(Letter arrived, String reason) {
    String results = arrived.field("Authentication-Results");
    return results.contains("smime=fail") && results.contains(reason);
  }

  private Letter sign(Letter letter, TestIdentity signer) throws IOException {
    ByteArrayOutputStream signed = new ByteArrayOutputStream();
    engine.sign(Octets.of(letter.octets()), SignOptions.by(Cast.identity(signer)), signed);
    return new Letter(signed.toByteArray());
  }

  private Letter deliver(String sender, Letter letter, String subject) throws IOException {
    SmtpClient.at(house.james().smtp()).send(sender, List.of(Cast.ALICE), letter.octets());
    Mailbox mailbox = new Mailbox(house.james().imap(), Cast.ALICE, House.PASSWORD);
    Letter arrived = mailbox.await(subject, ARRIVES).orElse(new Letter(new byte[0]));
    stage.show("alice's mailbox has", "");
    stage.quote(arrived.glimpse(SEEN, 0));
    return arrived;
  }

  private static String expiry(TestIdentity identity) {
    return identity.certificate().getNotAfter().toInstant().toString().substring(0, 10);
  }
}
