package org.sealgate.gateway.jobs;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import org.sealgate.mime.Octets;

/**
 * Decrypts an mbox file. Every few seconds the output is forced to the disk and a line of the
 * journal says how far it is; a run that goes on cuts the output back to the last such line.
 */
final class MboxDecryption {
  private static final long CHECKPOINT = Duration.ofSeconds(3).toNanos();

  private final MailOpener opener;
  private final OrderedWork work;
  private final Progress progress;
  private final Tally tally = new Tally();
  private long checkpointed = System.nanoTime();

  MboxDecryption(MailOpener opener, OrderedWork work, Progress progress) {
    this.opener = opener;
    this.work = work;
    this.progress = progress;
  }

  /** Writes the part file, whole; the caller gives it its name. */
  DecryptionReport run(ArchiveDecryption.Request request, Octets file) throws IOException {
    MboxReader check = new MboxReader(file, 0, 0);
    try (Journal journal = Journal.open(request);
        FileChannel part = open(request.part())) {
      Journal.Position begin = journal.last();
      part.truncate(begin.destination()).position(begin.destination());
      OutputStream out = new BufferedOutputStream(Channels.newOutputStream(part), 1 << 18);
      MboxReader reader =
          begin.mails() == 0 ? check : new MboxReader(file, begin.source(), begin.mails());
      MboxWriter writer = new MboxWriter(out);
      work.run(
          reader::next,
          entry -> opener.open(entry.mail()),
          (entry, opening) -> {
            write(writer, entry, opening);
            progress.step(entry.end(), file.length());
            if (System.nanoTime() - checkpointed > CHECKPOINT) {
              out.flush();
              checkpoint(journal, part, entry);
            }
          });
      out.flush();
      part.force(true);
      journal.add(tally.take());
      return journal.report();
    }
  }

  private static FileChannel open(Path part) throws IOException {
    Set<StandardOpenOption> options = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    boolean posix = part.getFileSystem().supportedFileAttributeViews().contains("posix");
    if (!posix || Files.exists(part)) {
      return FileChannel.open(part, options);
    }
    FileAttribute<?> ownerOnly =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    return FileChannel.open(part, options, ownerOnly);
  }

  private void write(MboxWriter writer, MboxEntry entry, Opening opening) throws IOException {
    try (opening) {
      tally.count("#" + entry.number(), entry.mail(), opening);
      if (opening instanceof Opening.Decrypted decrypted) {
        writer.replace(entry, decrypted.message().decrypted());
      } else {
        writer.copy(entry);
      }
    }
  }

  private void checkpoint(Journal journal, FileChannel part, MboxEntry entry) throws IOException {
    part.force(false);
    journal.add(tally.take());
    journal.mark(new Journal.Position(entry.end(), part.position(), entry.number()));
    checkpointed = System.nanoTime();
  }
}
