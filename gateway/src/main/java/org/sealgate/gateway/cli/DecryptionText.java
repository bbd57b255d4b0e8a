package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.sealgate.gateway.jobs.DecryptionReport;
import org.sealgate.gateway.jobs.DecryptionReport.Counts;
import org.sealgate.gateway.jobs.DecryptionReport.Failed;
import org.sealgate.gateway.jobs.DecryptionReport.MailName;
import org.sealgate.gateway.jobs.DecryptionReport.Missing;
import org.sealgate.gateway.jobs.DecryptionReport.MissingKey;

/** What came of decrypting an archive, for people and for scripts. */
final class DecryptionText {
  private DecryptionText() {}

  /** The text: counts, then every mail that did not open, then the keys that are missing. */
  static String of(DecryptionReport report, double seconds) {
    Counts counts = report.counts();
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%,d mails in %.1f s (%,.0f/s): %,d decrypted, %,d not encrypted, %,d without a key,"
                + " %,d not opened%n",
            counts.mails(),
            seconds,
            counts.mails() / Math.max(seconds, 1e-3),
            counts.decrypted(),
            counts.notEncrypted(),
            report.missing().size(),
            report.failed().size()));
    if (counts.otherFiles() > 0) {
      text.append("%,d other files were copied%n".formatted(counts.otherFiles()));
    }
    for (Failed failed : report.failed()) {
      text.append("not opened   " + Line.of(named(failed.mail())) + "\n");
      text.append("             " + Line.of(failed.reason()) + "\n");
    }
    for (Missing missing : report.missing()) {
      text.append("key missing  " + Line.of(named(missing.mail())) + "\n");
      missing.recipients().forEach(key -> text.append("             " + Line.of(key) + "\n"));
    }
    for (MissingKey key : report.missingKeys()) {
      text.append(
          "%,d mails would open with the key of %s%n".formatted(key.mails(), Line.of(key.key())));
    }
    return text.toString();
  }

  private static String named(MailName mail) {
    return mail.place() + "  " + mail.date() + "  " + mail.subject() + "  " + mail.messageId();
  }

  /** The same as JSON. */
  static ObjectNode tree(DecryptionReport report, double seconds) {
    Counts counts = report.counts();
    ObjectNode object = Json.object();
    object
        .put("mails", counts.mails())
        .put("decrypted", counts.decrypted())
        .put("notEncrypted", counts.notEncrypted())
        .put("keyMissing", report.missing().size())
        .put("notOpened", report.failed().size())
        .put("otherFiles", counts.otherFiles())
        .put("seconds", Math.round(seconds * 1000) / 1000.0);
    ArrayNode missing = object.putArray("missing");
    for (Missing each : report.missing()) {
      each.recipients()
          .forEach(named(missing.addObject(), each.mail()).putArray("recipients")::add);
    }
    ArrayNode failed = object.putArray("failed");
    for (Failed each : report.failed()) {
      named(failed.addObject(), each.mail()).put("reason", each.reason());
    }
    ArrayNode keys = object.putArray("missingKeys");
    for (MissingKey each : report.missingKeys()) {
      keys.addObject().put("key", each.key()).put("mails", each.mails());
    }
    return object;
  }

  private static ObjectNode named(ObjectNode object, MailName mail) {
    return object
        .put("mail", mail.place())
        .put("messageId", mail.messageId())
        .put("date", mail.date())
        .put("subject", mail.subject());
  }
}
