package org.sealgate.gateway.jobs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.mime.Octets;
import org.sealgate.smime.KeySource;
import org.sealgate.smime.SmimeEngine;

/**
 * Decrypts an archive of mail into another of the same form: an mbox file, or a folder of mails
 * (also a Maildir). The source is only read. The destination appears under its name when all of it
 * is there and on the disk; until then it grows beside it as {@code NAME.part}, from which an
 * interrupted run goes on without loss or duplicate. Mails that do not open are copied unchanged.
 */
public final class ArchiveDecryption {
  private final MailOpener opener;
  private final int workers;

  /**
   * @param engine what opens the mails
   * @param keys every key there is
   * @param workers how many mails are worked on at the same time
   */
  public ArchiveDecryption(SmimeEngine engine, KeySource keys, int workers) {
    this.opener = new MailOpener(engine, keys);
    this.workers = workers;
  }

  /**
   * What to decrypt.
   *
   * @param source an mbox file or a folder
   * @param destination does not exist yet
   * @param resume whether to go on with what an interrupted run left
   */
  public record Request(Path source, Path destination, boolean resume) {
    Path part() {
      return destination.resolveSibling(destination.getFileName() + ".part");
    }

    Path journal() {
      return destination.resolveSibling(destination.getFileName() + ".journal");
    }
  }

  /**
   * Runs to the end.
   *
   * @throws SmimeException USAGE where source and destination do not go together, MALFORMED where
   *     the source is no archive of mail
   */
  public DecryptionReport run(Request request, Progress progress) throws IOException {
    check(request);
    try (OrderedWork work = new OrderedWork(workers)) {
      DecryptionReport report =
          Files.isDirectory(request.source())
              ? new FolderDecryption(opener, work, progress).run(request)
              : mbox(request, work, progress);
      Files.move(request.part(), request.destination(), StandardCopyOption.ATOMIC_MOVE);
      Files.deleteIfExists(request.journal());
      return report;
    } finally {
      progress.finish();
    }
  }

  private DecryptionReport mbox(Request request, OrderedWork work, Progress progress)
      throws IOException {
    try (Octets file = Octets.of(request.source())) {
      return new MboxDecryption(opener, work, progress).run(request, file);
    }
  }

  private static void check(Request request) throws IOException {
    Path source = request.source();
    Path destination = request.destination();
    if (!Files.exists(source)) {
      throw new NoSuchFileException(source.toString());
    }
    if (Files.exists(destination)) {
      throw usage(destination + " exists already; name a destination that does not");
    }
    if (destination.toAbsolutePath().normalize().startsWith(source.toAbsolutePath().normalize())) {
      throw usage("the destination lies in the source; name one outside of it");
    }
    if (Files.exists(request.part()) && !request.resume()) {
      throw usage(
          "an earlier run was interrupted; go on with --resume, or remove " + request.part());
    }
  }

  private static SmimeException usage(String message) {
    return new SmimeException(ErrorCode.USAGE, message);
  }
}
