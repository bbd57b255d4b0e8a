package org.sealgate.smime;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.mime.HeaderBlock;

/** Whether the time a signer claims is plausible. Nothing else rests on that claim. */
final class SigningTimeCheck {
  /** Programs date and sign a mail in one go; clocks differ a little. */
  private static final Duration TOLERANCE = Duration.ofHours(1);

  private final Optional<Instant> date;
  private final Instant now;

  SigningTimeCheck(HeaderBlock mail, Instant now) {
    this.date = mail.value("Date").flatMap(MailDate::parse);
    this.now = now;
  }

  Finding of(Optional<Instant> claim, MailCertificate certificate) {
    if (claim.isEmpty()) {
      return Finding.notApplicable("no-signing-time", "the signer claims no time");
    }
    Instant time = claim.get();
    if (!certificate.validAt(time)) {
      return Finding.fail(
          "outside-validity", "the certificate was not valid at the claimed time " + time);
    }
    if (time.isAfter(now.plus(TOLERANCE))) {
      return Finding.fail("in-the-future", "the claimed time " + time + " is yet to come");
    }
    if (date.isPresent() && Duration.between(date.get(), time).abs().compareTo(TOLERANCE) > 0) {
      return Finding.warn(
          "differs-from-date", "the claimed time " + time + " is not that of Date " + date.get());
    }
    return Finding.pass("plausible", "the signer claims " + MailDate.text(time));
  }
}
