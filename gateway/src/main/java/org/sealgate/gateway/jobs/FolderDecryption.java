package org.sealgate.gateway.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.sealgate.gateway.jobs.AtomicFile.Readers;
import org.sealgate.mime.Octets;

/**
 * Decrypts a folder of mails and the folders in it: {@code *.eml} files, and whatever lies in the
 * {@code cur} and {@code new} of a Maildir. Other files are copied; links are not followed.
 */
final class FolderDecryption {
  private final MailOpener opener;
  private final OrderedWork work;
  private final Progress progress;
  private final Tally tally = new Tally();

  FolderDecryption(MailOpener opener, OrderedWork work, Progress progress) {
    this.opener = opener;
    this.work = work;
    this.progress = progress;
  }

  /** Writes the part folder, whole; the caller gives it its name. */
  DecryptionReport run(ArchiveDecryption.Request request) throws IOException {
    List<Path> all;
    try (Stream<Path> walk = Files.walk(request.source())) {
      all = walk.sorted().toList();
    }
    for (Path folder : all.stream().filter(Files::isDirectory).toList()) {
      Files.createDirectories(target(request, folder));
    }
    List<Path> files = all.stream().filter(Files::isRegularFile).toList();
    Iterator<Path> names = files.iterator();
    long[] done = {0};
    work.run(
        () -> names.hasNext() ? Optional.of(names.next()) : Optional.empty(),
        file -> one(request, file),
        (file, counted) -> {
          counted.in(tally);
          progress.step(++done[0], files.size());
        });
    return tally.report();
  }

  /** What a file adds to the tally. */
  @FunctionalInterface
  private interface Counted {
    void in(Tally tally) throws IOException;
  }

  private Counted one(ArchiveDecryption.Request request, Path file) throws IOException {
    Path target = target(request, file);
    if (!isMail(file)) {
      Files.copy(
          file, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      return Tally::countOther;
    }
    // A copy that equals its source may have been made for want of a key: that mail is tried again.
    if (Files.exists(target) && Files.mismatch(file, target) >= 0) {
      return Tally::countDecrypted;
    }
    try (Octets mail = Octets.of(file);
        Opening opening = opener.open(mail)) {
      write(mail, opening, target);
      Files.setLastModifiedTime(target, Files.getLastModifiedTime(file));
      Tally own = new Tally();
      own.count(request.source().relativize(file).toString(), mail, opening);
      DecryptionReport found = own.report();
      return tally -> tally.addAll(found);
    }
  }

  private static void write(Octets mail, Opening opening, Path target) throws IOException {
    try (AtomicFile file = AtomicFile.create(target, Readers.OWNER)) {
      if (!(opening instanceof Opening.Decrypted decrypted)) {
        mail.writeTo(file.stream());
      } else if (MailText.usesCrLf(mail)) {
        decrypted.message().decrypted().writeTo(file.stream());
      } else {
        MailText.writeWithLf(decrypted.message().decrypted(), file.stream());
      }
      file.commit();
    }
  }

  /** The sizes that some servers write into names of Maildir files would be wrong: they go. */
  private static Path target(ArchiveDecryption.Request request, Path file) {
    Path relative = request.source().relativize(file);
    Path place = request.part().resolve(relative.toString());
    return isInMaildir(file)
        ? place.resolveSibling(file.getFileName().toString().replaceAll(",[SW]=\\d+", ""))
        : place;
  }

  private static boolean isMail(Path file) {
    return file.getFileName().toString().toLowerCase(Locale.ROOT).endsWith(".eml")
        || isInMaildir(file);
  }

  private static boolean isInMaildir(Path file) {
    Path folder = file.getParent();
    String name = folder == null ? "" : String.valueOf(folder.getFileName());
    return (name.equals("cur") || name.equals("new")) && !Files.isDirectory(file);
  }
}
