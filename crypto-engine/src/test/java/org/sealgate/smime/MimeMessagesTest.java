package org.sealgate.smime;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.mail.Session;
import jakarta.mail.internet.MimeMessage;
import java.io.OutputStream;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.fixtures.mail.TestMail;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.mime.Octets;

class MimeMessagesTest {
  private static final Session SESSION = Session.getInstance(new Properties());

  private final TestIdentity alice = TestPki.shared().user("alice@example.org").issue();
  private final TestIdentity bob = TestPki.shared().user("bob@example.net").issue();

  static Stream<TestMail> mails() {
    return TestMails.all();
  }

  /** Jakarta Mail writes header lines with CRLF, and an empty line after them, always. */
  static Stream<TestMail> mailsWithProperHeader() {
    return mails().filter(mail -> !Set.of("only bare LF", "header only").contains(mail.name()));
  }

  @ParameterizedTest
  @MethodSource("mailsWithProperHeader")
  void aMailComesBackOctetForOctet(TestMail mail) throws Exception {
    assertThat(throughJakartaMail(mail.bytes())).isEqualTo(mail.bytes());
  }

  @ParameterizedTest
  @MethodSource("mails")
  void whatIsSealedStaysSealedThroughMessagesOfJakartaMail(TestMail mail) throws Exception {
    SignOptions signing = SignOptions.by(Sealing.identity(alice));
    byte[] sealed =
        Written.by(out ->
            Sealing.ENGINE.signAndEncrypt(
                Octets.of(mail.bytes()), signing, Sealing.encryption(bob), out));
    byte[] carried = throughJakartaMail(sealed);
    assertThat(carried).isEqualTo(sealed);
    Sealing.Opened opened = Sealing.open(carried, bob);
    assertThat(opened.signer().integrity().status()).isEqualTo(Finding.Status.PASS);
    assertThat(throughJakartaMail(opened.message())).isEqualTo(opened.message());
  }

  @Test
  void aMessageThatAProgramComposedIsSignedAndHolds() throws Exception {
    MimeMessage composed = new MimeMessage(SESSION);
    composed.setFrom("alice@example.org");
    composed.setSubject("Grüße");
    composed.setText("Es läuft.\n", "UTF-8");
    try (Octets octets = MimeMessages.of(composed)) {
      Sealing.Opened opened =
          Sealing.open(throughJakartaMail(Sealing.signed(octets.toByteArray(), alice)));
      assertThat(opened.verdict().result()).isEqualTo(Verdict.SmimeResult.PASS);
    }
  }

  @Test
  void aMessageIsWrittenOnce() throws Exception {
    AtomicInteger writes = new AtomicInteger();
    MimeMessage counting =
        new MimeMessage(MimeMessages.to(Octets.of(TestMails.plain()), SESSION)) {
          @Override
          public void writeTo(OutputStream out)
              throws java.io.IOException, jakarta.mail.MessagingException {
            writes.incrementAndGet();
            super.writeTo(out);
          }
        };
    MimeMessages.of(counting).close();
    assertThat(writes).hasValue(1);
  }

  @Test
  void aMessageOutlivesTheOctetsItWasMadeOf() throws Exception {
    MimeMessage message;
    try (Octets octets = Octets.of(TestMails.ofSize(20_000))) {
      message = MimeMessages.to(octets, SESSION);
    }
    try (Octets again = MimeMessages.of(message)) {
      assertThat(again.toByteArray()).isEqualTo(TestMails.ofSize(20_000));
    }
  }

  private static byte[] throughJakartaMail(byte[] mail) throws Exception {
    try (Octets octets = MimeMessages.of(MimeMessages.to(Octets.of(mail), SESSION))) {
      return octets.toByteArray();
    }
  }
}
