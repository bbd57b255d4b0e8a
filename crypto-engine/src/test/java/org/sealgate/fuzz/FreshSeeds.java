package org.sealgate.fuzz;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.sealgate.Secret;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.Profile;
import org.sealgate.fixtures.mail.TestMails;
import org.sealgate.fixtures.pki.KeyAlgorithm;
import org.sealgate.fixtures.pki.Pkcs12Style;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.fixtures.pki.TestPki;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.provider.Crypto;
import org.sealgate.smime.EncryptOptions;
import org.sealgate.smime.SignOptions;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.smime.Written;

/**
 * People with fresh keys, and what they write: seeds behind the first refusals of every reader,
 * which differ from run to run.
 */
final class FreshSeeds {
  static final Secret PASSWORD = Secret.of("password");

  private static final TestIdentity RSA = TestPki.shared().user("bob@example.net").issue();
  private static final TestIdentity EC =
      TestPki.shared().user("carol@example.net").key(KeyAlgorithm.EC_P256).issue();

  /** Signs with RSA, and is sent keys by transport. */
  static final Identity BOB = identity(RSA);

  /** Signs with ECDSA, and is sent keys by agreement. */
  static final Identity CAROL = identity(EC);

  /** The root above both. */
  static final MailCertificate ANCHOR = MailCertificate.of(TestPki.shared().anchor());

  /** When all of it is valid: the fuzzer's clock stands still. */
  static final Instant THEN =
      BOB.certificate().x509().getNotBefore().toInstant().plus(60, ChronoUnit.DAYS);

  private FreshSeeds() {}

  private static Identity identity(TestIdentity person) {
    return new Identity(
        MailCertificate.of(person.certificate()), person.chain(), person.privateKey());
  }

  /** Clear and opaque signatures by both profiles, each signed alone, and encrypted to both. */
  static Stream<byte[]> mails() {
    SmimeEngine engine = SmimeEngine.create(Crypto.preferred(), Clock.fixed(THEN, ZoneOffset.UTC));
    Octets mail = Octets.of(TestMails.plain("bob@example.net", "carol@example.net", "Seed"));
    List<byte[]> mails = new ArrayList<>();
    for (Profile profile : List.of(Profile.DEFAULT, Profile.BSI)) {
      EncryptOptions encryption =
          EncryptOptions.to(List.of(BOB.certificate(), CAROL.certificate())).with(profile);
      for (boolean opaque : List.of(true, false)) {
        SignOptions signing = new SignOptions(List.of(BOB), opaque, profile);
        mails.add(Written.by(out -> engine.sign(mail, signing, out)));
        mails.add(Written.by(out -> engine.signAndEncrypt(mail, signing, encryption, out)));
      }
    }
    return mails.stream();
  }

  /** Containers, PEM and PKCS#8, all under {@link #PASSWORD}. */
  static Stream<byte[]> keyFiles() {
    return Stream.of(
        RSA.pkcs12(Pkcs12Style.MODERN, "password"),
        EC.pkcs12(Pkcs12Style.LEGACY, "password"),
        (RSA.privateKeyPem() + RSA.chainPem()).getBytes(US_ASCII),
        EC.privateKey().getEncoded());
  }

  /** Certificates of a path. */
  static Stream<byte[]> certificates() {
    return Stream.of(RSA.certificate(), TestPki.shared().anchor())
        .map(MailCertificate::of)
        .map(MailCertificate::encoded);
  }
}
