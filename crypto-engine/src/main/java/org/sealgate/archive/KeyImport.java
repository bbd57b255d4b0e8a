package org.sealgate.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.archive.KeyArchive.Imported;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.identity.CertificatePool;
import org.sealgate.identity.Identity;
import org.sealgate.identity.ImportReport;

/**
 * Brings files of any kind and mix into an archive: files, folders and zip archives are looked
 * through, each file on its own, all of its identities or none. A private key without certificate
 * finds its certificate in any other file of the same import. Importing again changes nothing. Many
 * files are read and examined on every core, and some hundreds go into one transaction.
 */
public final class KeyImport {
  private final Parts parts;

  /**
   * @param archive where to
   * @param passwords tried on each file in order, before the empty one
   * @param clock what time it is, for the reports
   */
  public KeyImport(KeyArchive archive, List<Secret> passwords, Clock clock) {
    this(new Parts(archive, withEmpty(passwords), at(clock), "", KeyDatabases.none()));
  }

  private static Examiner at(Clock clock) {
    return identity -> ImportReport.of(identity, clock.instant());
  }

  private static List<Secret> withEmpty(List<Secret> passwords) {
    List<Secret> all = new ArrayList<>(passwords);
    all.add(Secret.of(""));
    return all;
  }

  private KeyImport(Parts parts) {
    this.parts = parts;
  }

  /** What an import is made of. */
  private record Parts(
      KeyArchive archive,
      List<Secret> passwords,
      Examiner examiner,
      String owner,
      KeyDatabases databases) {
    Parts {
      passwords = List.copyOf(passwords);
    }
  }

  /** Reports on an identity before it is imported; what it finds BAD is not. Thread-safe. */
  @FunctionalInterface
  public interface Examiner {
    /** The report; several threads ask at once. */
    ImportReport examine(Identity identity);
  }

  /** The same with another examiner: one that can also ask for trust and revocation. */
  public KeyImport examinedBy(Examiner other) {
    return new KeyImport(
        new Parts(parts.archive, parts.passwords, other, parts.owner, parts.databases));
  }

  /** The same with other passwords. */
  public KeyImport trying(List<Secret> others) {
    return new KeyImport(
        new Parts(parts.archive, withEmpty(others), parts.examiner, parts.owner, parts.databases));
  }

  /** The same for files that belong to one person, whatever addresses their certificates name. */
  public KeyImport ownedBy(EmailAddress person) {
    return new KeyImport(
        new Parts(
            parts.archive, parts.passwords, parts.examiner, person.toString(), parts.databases));
  }

  /** The same that also reads key databases of other programs. */
  public KeyImport readingToo(KeyDatabases others) {
    return new KeyImport(
        new Parts(parts.archive, parts.passwords, parts.examiner, parts.owner, others));
  }

  /** What became of a file. */
  public enum Outcome {
    /** Something new is in the archive. */
    IMPORTED,
    /** The archive had all of it. */
    KNOWN,
    /** It holds no private key: its certificates serve for chains. */
    NO_KEY,
    /** It is no key file at all. */
    IGNORED,
    /** Nothing of it was imported; the notes say why. */
    FAILED
  }

  /**
   * What became of one file.
   *
   * @param source its path; within a zip archive, both paths
   * @param outcome what became of it
   * @param identities a report on each identity in it, and what the archive said
   * @param notes what else to know, one line each
   * @param error the code where it failed, and REFUSED where an identity of it was; otherwise empty
   */
  public record FileImport(
      String source,
      Outcome outcome,
      List<IdentityImport> identities,
      List<String> notes,
      Optional<ErrorCode> error) {
    public FileImport {
      identities = List.copyOf(identities);
      notes = List.copyOf(notes);
    }

    static FileImport ignored(String source) {
      return new FileImport(source, Outcome.IGNORED, List.of(), List.of(), Optional.empty());
    }

    static FileImport failed(String source, SmimeException e) {
      return new FileImport(
          source,
          Outcome.FAILED,
          List.of(),
          List.of(String.valueOf(e.getMessage())),
          Optional.of(e.code()));
    }
  }

  /**
   * One identity of a file.
   *
   * @param report what it is
   * @param imported what the archive made of it; empty where it was not imported
   * @param refusal why the archive does not hold it, and what to do, where the rest of the file was
   *     imported without it: a signing identity of somebody for whom the gateway does not sign
   */
  public record IdentityImport(
      ImportReport report, Optional<Imported> imported, Optional<String> refusal) {}

  /**
   * Imports what lies at these paths.
   *
   * @throws IOException where a path cannot be read at all
   */
  public List<FileImport> importAll(List<Path> paths) throws IOException {
    var opening = new KeyFileOpening(parts.passwords, parts.databases);
    List<OpenedKeyFile> opened = opening.through(paths);
    List<X509Certificate> certificates =
        opened.stream().flatMap(each -> each.certificates().stream()).toList();
    var batches = new ImportBatches(parts.archive, parts.examiner, parts.owner);
    return batches.importAll(opened, CertificatePool.of(certificates));
  }
}
