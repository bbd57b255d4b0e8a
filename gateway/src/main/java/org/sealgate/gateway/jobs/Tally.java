package org.sealgate.gateway.jobs;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.sealgate.gateway.jobs.DecryptionReport.Counts;
import org.sealgate.gateway.jobs.DecryptionReport.Failed;
import org.sealgate.gateway.jobs.DecryptionReport.MailName;
import org.sealgate.gateway.jobs.DecryptionReport.Missing;
import org.sealgate.mime.Octets;

/** Counts up to a {@link DecryptionReport}. Used by one thread. */
final class Tally {
  private long mails;
  private long decrypted;
  private long notEncrypted;
  private long otherFiles;
  private final List<Missing> missing = new ArrayList<>();
  private final List<Failed> failed = new ArrayList<>();

  /** Counts one mail. */
  void count(String place, Octets mail, Opening opening) throws IOException {
    mails++;
    switch (opening) {
      case Opening.Decrypted done -> decrypted++;
      case Opening.NotEncrypted plain -> notEncrypted++;
      case Opening.MissingKey none ->
          missing.add(new Missing(name(place, mail), none.recipients()));
      case Opening.NotOpened not -> failed.add(new Failed(name(place, mail), not.reason()));
    }
  }

  /** Counts a mail that an interrupted run decrypted. */
  void countDecrypted() {
    mails++;
    decrypted++;
  }

  /** Counts a file that is no mail. */
  void countOther() {
    otherFiles++;
  }

  /** Goes on from a report. */
  void addAll(DecryptionReport earlier) {
    mails += earlier.counts().mails();
    decrypted += earlier.counts().decrypted();
    notEncrypted += earlier.counts().notEncrypted();
    otherFiles += earlier.counts().otherFiles();
    missing.addAll(earlier.missing());
    failed.addAll(earlier.failed());
  }

  /** What was counted so far. */
  DecryptionReport report() {
    return new DecryptionReport(
        new Counts(mails, decrypted, notEncrypted, otherFiles), missing, failed);
  }

  /** What was counted, and nothing is left counted. */
  DecryptionReport take() {
    DecryptionReport report = report();
    mails = 0;
    decrypted = 0;
    notEncrypted = 0;
    otherFiles = 0;
    missing.clear();
    failed.clear();
    return report;
  }

  private static MailName name(String place, Octets mail) throws IOException {
    return new MailName(
        place,
        MailText.field(mail, "Message-ID").orElse(""),
        MailText.field(mail, "Date").orElse(""),
        MailText.field(mail, "Subject").orElse(""));
  }
}
