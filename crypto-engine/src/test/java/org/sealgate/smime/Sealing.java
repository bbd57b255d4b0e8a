package org.sealgate.smime;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.identity.Identity;
import org.sealgate.mime.MessageSplit;
import org.sealgate.mime.MimeLimits;
import org.sealgate.mime.Octets;
import org.sealgate.provider.Crypto;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/** Seals and opens in one line what a test is about. */
final class Sealing {
  static final Clock CLOCK = Clock.systemUTC();
  static final SmimeEngine ENGINE = SmimeEngine.create(Crypto.preferred(), CLOCK);

  private Sealing() {}

  static Identity identity(TestIdentity person) {
    return new Identity(
        MailCertificate.of(person.certificate()), person.chain(), person.privateKey());
  }

  static byte[] signed(byte[] mail, SignOptions options) {
    return Written.by(out -> ENGINE.sign(Octets.of(mail), options, out));
  }

  static byte[] signed(byte[] mail, TestIdentity signer) {
    return signed(mail, SignOptions.by(identity(signer)));
  }

  static byte[] encrypted(byte[] mail, Profile profile, TestIdentity... recipients) {
    EncryptOptions options = encryption(recipients).with(profile);
    return Written.by(out -> ENGINE.encrypt(Octets.of(mail), options, out));
  }

  static byte[] encrypted(byte[] mail, TestIdentity... recipients) {
    return encrypted(mail, Profile.DEFAULT, recipients);
  }

  static EncryptOptions encryption(TestIdentity... recipients) {
    return EncryptOptions.to(
        Arrays.stream(recipients).map(to -> MailCertificate.of(to.certificate())).toList());
  }

  static KeySource keys(TestIdentity... people) {
    return KeySource.of(Arrays.stream(people).map(Sealing::identity).toList());
  }

  /** Options that trust the shared PKI, now. */
  static OpenOptions with(KeySource keys) {
    return with(keys, TestPki.shared());
  }

  /** Options that trust a PKI, now. */
  static OpenOptions with(KeySource keys, TestPki pki) {
    return new OpenOptions(
        keys, TrustStore.of(List.of(pki.anchor())), new ValidationTime.At(CLOCK.instant()));
  }

  static Opened open(byte[] message, OpenOptions options) {
    try (OpenedMessage opened = ENGINE.open(Octets.of(message), options)) {
      return new Opened(
          opened.verdict(), opened.content().toByteArray(), opened.message().toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Opened open(byte[] message, TestIdentity... people) {
    return open(message, with(keys(people)));
  }

  /** What of a mail goes inside: its MIME fields and body. */
  static byte[] entity(byte[] mail) {
    try {
      return MessageSplit.of(Octets.of(mail), MimeLimits.DEFAULT).inner().octets().toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Octets as characters, one to one. */
  static String text(byte[] octets) {
    return new String(octets, StandardCharsets.ISO_8859_1);
  }

  /** Characters as octets, one to one. */
  static byte[] octets(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** Text with CRLF for LF. */
  static String crlf(String text) {
    return text.replace("\n", "\r\n");
  }

  /** A message that was opened and closed. */
  record Opened(Verdict verdict, byte[] content, byte[] message) {
    Layer layer() {
      return verdict.layers().getFirst();
    }

    SignerVerdict signer() {
      return ((Layer.Signed) verdict.layers().getLast()).signers().getFirst();
    }

    Layer.Encrypted encrypted() {
      return (Layer.Encrypted) layer();
    }
  }
}
