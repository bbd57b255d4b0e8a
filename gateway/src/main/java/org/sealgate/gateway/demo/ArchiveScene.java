package org.sealgate.gateway.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.sealgate.archive.KeyArchive;
import org.sealgate.config.Sealgate;
import org.sealgate.fixtures.oldmail.OldMailbox;
import org.sealgate.fixtures.pki.TestIdentity;
import org.sealgate.gateway.jobs.ArchiveDecryption;
import org.sealgate.gateway.jobs.DecryptionReport;
import org.sealgate.gateway.jobs.DecryptionReport.Missing;
import org.sealgate.gateway.jobs.Progress;
import org.sealgate.identity.Identity;

/** A mailbox of old mail opens with keys that expired years ago. */
final class ArchiveScene {
  private static final int MAILS = 1_000;
  private static final int SHOWN = 3;

  private final House house;
  private final Stage stage;
  private final PrintStream progress;
  private final boolean watched;

  ArchiveScene(House house, Stage stage, PrintStream progress, boolean watched) {
    this.house = house;
    this.stage = stage;
    this.progress = progress;
    this.watched = watched;
  }

  void run() throws IOException {
    stage.scene("5  A mailbox of " + MAILS + " mails, twelve years, six generations of keys");
    OldMailbox old = OldMailbox.of(MAILS);
    Path source = old.writeMbox(house.folder().path().resolve("old.mbox"));
    stage.show("the mailbox", size(source) + ", all of it encrypted, from 2014 to 2025");
    try (Sealgate sealgate = house.sealgate()) {
      KeyArchive archive = sealgate.archive().orElseThrow();
      for (Identity identity : Cast.identities(old.generations())) {
        archive.add(identity);
      }
      stage.show("the key archive", "gets " + generations(old));
      Path destination = house.folder().path().resolve("opened.mbox");
      Progress shown = new Progress(progress, watched);
      int workers = Runtime.getRuntime().availableProcessors();
      DecryptionReport report =
          new ArchiveDecryption(sealgate.engine(), archive, workers)
              .run(new ArchiveDecryption.Request(source, destination, false), shown);
      tell(report, shown.seconds());
      judge(old, report, destination);
    }
  }

  private static String generations(OldMailbox old) {
    List<TestIdentity> all = old.generations();
    long expired =
        all.stream()
            .filter(each -> each.certificate().getNotAfter().toInstant().isBefore(Instant.now()))
            .count();
    return all.size() + " of its owner's keys, " + expired + " of them expired";
  }

  private void tell(DecryptionReport report, double seconds) {
    stage.show(
        "decrypted",
        String.format(
            Locale.ROOT,
            Progress.bar(1) + " %,d mails in %.1f s, %,.0f mails a second",
            report.counts().mails(),
            seconds,
            report.counts().mails() / seconds));
    stage.show("opened", String.format(Locale.ROOT, "%,d mails", report.counts().decrypted()));
    stage.show("key missing", report.missing().size() + " mails:");
    report.missing().stream().limit(SHOWN).forEach(this::tell);
    if (report.missing().size() > SHOWN) {
      stage.show("", "and " + (report.missing().size() - SHOWN) + " more like these");
    }
    report
        .missingKeys()
        .forEach(key -> stage.show("the missing key", key.key() + " (" + key.mails() + " mails)"));
  }

  private void tell(Missing missing) {
    stage.show(
        "",
        missing.mail().place() + "  " + missing.mail().date() + "  " + missing.mail().subject());
  }

  private void judge(OldMailbox old, DecryptionReport report, Path destination) throws IOException {
    long readable = old.readable().count();
    stage.check(
        "every mail whose key is in the archive was opened: " + readable,
        report.counts().decrypted() == readable && report.failed().isEmpty());
    String serial = old.lost().certificate().getSerialNumber().toString(16);
    stage.check(
        "every other one is listed, with the key that is missing",
        report.missing().size() == old.unreadable().count()
            && report.missing().stream()
                .allMatch(
                    mail -> mail.recipients().stream().anyMatch(key -> key.contains(serial))));
    String opened = Files.readString(destination, StandardCharsets.ISO_8859_1);
    stage.check(
        "every opened mail has its text, and no mail was lost",
        old.readable().allMatch(mail -> opened.contains("This is " + mail.subject() + "."))
            && opened.lines().filter(line -> line.startsWith("From ")).count() == MAILS);
  }

  private static String size(Path file) throws IOException {
    return String.format(Locale.ROOT, "%.1f MB", Files.size(file) / 1e6);
  }
}
