package org.sealgate.fuzz;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.OutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;
import org.sealgate.Secret;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.CmsLimits;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.identity.Identity;
import org.sealgate.mime.MimeLimits;
import org.sealgate.mime.Octets;
import org.sealgate.provider.Crypto;
import org.sealgate.smime.EncryptOptions;
import org.sealgate.smime.KeySource;
import org.sealgate.smime.OpenLimits;
import org.sealgate.smime.OpenOptions;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.SharedKey;
import org.sealgate.smime.SignOptions;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.smime.Written;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/** A whole message through the engine: MIME, CMS, keys, signatures and paths. */
class MessageFuzzTest {
  private static final SmimeEngine ENGINE =
      SmimeEngine.create(Crypto.preferred(), Clock.systemUTC());

  private static final TestIdentity RSA = TestPki.shared().user("bob@example.net").issue();
  private static final TestIdentity EC =
      TestPki.shared().user("carol@example.net").key(KeyAlgorithm.EC_P256).issue();

  /** Whoever is named, we have a key for it: so that what lies behind is reached. */
  private static final KeySource ANY =
      any ->
          Stream.of(RSA, EC)
              .map(each ->
                  new KeySource.DecryptionKey(
                      "any", MailCertificate.of(each.certificate()), each.privateKey()))
              .toList();

  private static final OpenOptions OPTIONS =
      new OpenOptions(
              ANY,
              TrustStore.of(List.of(TestPki.shared().anchor())),
              new ValidationTime.At(RSA.certificate().getNotBefore().toInstant()))
          .withExtras(
              new OpenOptions.Extras(
                  List.of(RSA.certificate()),
                  List.of(Secret.of("password")),
                  List.of(new SharedKey(new byte[0], new byte[16])),
                  Optional.empty()))
          .withLimits(limits());

  private static OpenLimits limits() {
    CmsLimits cms = new CmsLimits(500, 100, 100, 100, 1 << 20, 64, 2_000, 20_000, 1_000, 64 << 20);
    return new OpenLimits(10, 20, MimeLimits.DEFAULT, cms);
  }

  static Stream<byte[]> seeds() {
    return Stream.concat(
        generated(),
        Seeds.in(
            List.of(
                "bc-java",
                "bc-test-data",
                "covert",
                "generated-openssl",
                "openssl",
                "openssl-fuzz/smime",
                "pqc",
                "protected-headers",
                "rfc4134",
                "thunderbird"),
            ".eml",
            ".msg",
            ".p7m",
            ".p7s",
            ".p7c",
            ".message",
            ".bin",
            ".der"));
  }

  private static Stream<byte[]> generated() {
    List<byte[]> mails = new ArrayList<>();
    byte[] mail = TestMails.plain();
    Identity signer =
        new Identity(MailCertificate.of(RSA.certificate()), RSA.chain(), RSA.privateKey());
    for (Profile profile : List.of(Profile.DEFAULT, Profile.BSI)) {
      for (boolean opaque : List.of(true, false)) {
        SignOptions signing = new SignOptions(List.of(signer), opaque, profile);
        mails.add(Written.by(out -> ENGINE.sign(Octets.of(mail), signing, out)));
        EncryptOptions encryption =
            EncryptOptions.to(
                    List.of(
                        MailCertificate.of(RSA.certificate()),
                        MailCertificate.of(EC.certificate())))
                .with(profile);
        mails.add(
            Written.by(out -> ENGINE.signAndEncrypt(Octets.of(mail), signing, encryption, out)));
      }
    }
    return mails.stream();
  }

  @MethodSource("seeds")
  @FuzzTest
  void opensAnything(byte[] input) {
    Bounded.run(() -> {
      try (OpenedMessage opened = ENGINE.open(Octets.of(input), OPTIONS)) {
        opened.verdict().result();
        opened.verdict().contentSigners();
        opened.message().writeTo(OutputStream.nullOutputStream());
        opened.decrypted().writeTo(OutputStream.nullOutputStream());
        opened.content().writeTo(OutputStream.nullOutputStream());
      }
    });
  }
}
