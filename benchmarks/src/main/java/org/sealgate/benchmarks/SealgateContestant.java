package org.sealgate.benchmarks;

import java.time.Clock;
import java.util.List;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.cms.Profile;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.provider.Crypto;
import org.sealgate.smime.EncryptOptions;
import org.sealgate.smime.KeySource;
import org.sealgate.smime.OpenOptions;
import org.sealgate.smime.OpenedMessage;
import org.sealgate.smime.SignOptions;
import org.sealgate.smime.SmimeEngine;
import org.sealgate.trust.TrustStore;
import org.sealgate.trust.ValidationTime;

/** Ours, with whole verdicts: the path to the anchor is validated, which no peer here does. */
final class SealgateContestant implements Contestant {
  private final SmimeEngine engine;

  SealgateContestant(Crypto crypto) {
    this.engine = SmimeEngine.create(crypto, Clock.systemUTC());
  }

  @Override
  public Work prepare(Job job) {
    Octets mail = Octets.of(job.input());
    Person who = job.who();
    Identity identity =
        new Identity(MailCertificate.of(who.certificate()), who.intermediates(), who.key());
    SignOptions signing = SignOptions.by(identity);
    EncryptOptions encryption = encryption(job);
    return switch (job.operation()) {
      case SIGN -> (out, wanted) -> engine.sign(mail, signing, out);
      case ENCRYPT_CBC, ENCRYPT_GCM -> (out, wanted) -> engine.encrypt(mail, encryption, out);
      case SIGN_ENCRYPT -> (out, wanted) -> engine.signAndEncrypt(mail, signing, encryption, out);
      case DECRYPT_CBC, DECRYPT_GCM, VERIFY, DECRYPT_VERIFY -> opening(job, identity);
    };
  }

  private static EncryptOptions encryption(Job job) {
    List<MailCertificate> recipients = job.recipients().stream().map(MailCertificate::of).toList();
    Profile profile =
        job.operation().gcm()
            ? Profile.DEFAULT.with(Profile.ContentCipher.AES_256_GCM)
            : Profile.DEFAULT;
    return EncryptOptions.to(recipients).with(profile);
  }

  private Work opening(Job job, Identity identity) {
    boolean encrypted = job.operation() != Operation.VERIFY;
    boolean signed =
        job.operation() == Operation.VERIFY || job.operation() == Operation.DECRYPT_VERIFY;
    OpenOptions options =
        new OpenOptions(
            encrypted ? KeySource.of(List.of(identity)) : KeySource.none(),
            TrustStore.of(List.of(job.who().anchor())).withIntermediates(job.who().intermediates()),
            new ValidationTime.AnyTime());
    Octets mail = Octets.of(job.input());
    return (out, wanted) -> {
      try (OpenedMessage opened = engine.open(mail, options)) {
        boolean decrypted = !encrypted || opened.verdict().decrypted();
        if (!decrypted || (signed && !Verified.by(opened.verdict()))) {
          throw new IllegalStateException(opened.verdict().toString());
        }
        if (wanted) {
          opened.content().writeTo(out);
        }
      }
    };
  }
}
