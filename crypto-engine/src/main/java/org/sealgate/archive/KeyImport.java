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
import org.sealgate.certificate.MailCertificate;
import org.sealgate.identity.Identity;
import org.sealgate.identity.IdentityFile;
import org.sealgate.identity.ImportReport;

/**
 * Brings files of any kind and mix into an archive: files, folders and zip archives are looked
 * through, each file on its own, all of its identities or none. A private key without certificate
 * finds its certificate in any other file of the same import. Importing again changes nothing.
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

  /** Reports on an identity before it is imported; what it finds BAD is not. */
  @FunctionalInterface
  public interface Examiner {
    /** The report. */
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
   * @param error the code where it failed; otherwise empty
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

    private FileImport ignored() {
      return new FileImport(source, Outcome.IGNORED, List.of(), List.of(), Optional.empty());
    }
  }

  /**
   * One identity of a file.
   *
   * @param report what it is
   * @param imported what the archive made of it; empty where the file was not imported
   */
  public record IdentityImport(ImportReport report, Optional<Imported> imported) {}

  /**
   * Imports what lies at these paths.
   *
   * @throws IOException where a path cannot be read at all
   */
  public List<FileImport> importAll(List<Path> paths) throws IOException {
    List<Opened> opened = new ArrayList<>();
    KeyFileWalk walk = new KeyFileWalk(source -> opened.add(open(source)), parts.databases);
    for (Path path : paths) {
      walk.through(path);
    }
    List<X509Certificate> known =
        opened.stream().flatMap(each -> each.certificates().stream()).distinct().toList();
    return opened.stream().map(each -> each.result(known, this)).toList();
  }

  private Opened open(KeyFileSource source) {
    return switch (source) {
      case KeyFileSource.Content file -> open(file);
      case KeyFileSource.Database database -> open(database);
      case KeyFileSource.Unreadable file -> {
        FileImport failure = failed(file.name(), file.problem());
        boolean tooLarge = file.problem().code() == ErrorCode.LIMIT_EXCEEDED;
        yield new Broken(tooLarge && !file.named() ? failure.ignored() : failure);
      }
    };
  }

  private Opened open(KeyFileSource.Database database) {
    try {
      return new Intact(database.name(), parts.databases.read(database.folder(), parts.passwords));
    } catch (SmimeException e) {
      return new Broken(failed(database.name(), e));
    }
  }

  private Opened open(KeyFileSource.Content file) {
    try {
      return new Intact(file.name(), IdentityFile.read(file.octets(), parts.passwords));
    } catch (SmimeException e) {
      FileImport failure = failed(file.name(), e);
      boolean likely = file.named() || IdentityFile.isLikely(file.octets());
      return new Broken(likely ? failure : failure.ignored());
    }
  }

  /** A file that was looked into. */
  private sealed interface Opened {
    List<X509Certificate> certificates();

    FileImport result(List<X509Certificate> known, KeyImport importer);
  }

  private record Intact(String source, IdentityFile file) implements Opened {
    @Override
    public List<X509Certificate> certificates() {
      return file.allCertificates();
    }

    @Override
    public FileImport result(List<X509Certificate> known, KeyImport importer) {
      return importer.importFile(source, importer.withPending(file.joinedWith(known)));
    }
  }

  private record Broken(FileImport failure) implements Opened {
    @Override
    public List<X509Certificate> certificates() {
      return List.of();
    }

    @Override
    public FileImport result(List<X509Certificate> known, KeyImport importer) {
      return failure;
    }
  }

  /** Certificates that came back for keys that were made here. */
  private IdentityFile withPending(IdentityFile file) {
    if (file.certificates().isEmpty() || parts.archive.pending().isEmpty()) {
      return file;
    }
    List<Identity> identities = new ArrayList<>(file.identities());
    List<X509Certificate> others = new ArrayList<>(file.certificates());
    List<String> notes = new ArrayList<>(file.notes());
    for (X509Certificate certificate : file.certificates()) {
      parts
          .archive
          .joined(MailCertificate.of(certificate), file.chainOf(certificate))
          .ifPresent(identity -> {
            identities.add(identity);
            others.remove(certificate);
            notes.add("joined with the key that was made for it here");
          });
    }
    return new IdentityFile(identities, file.keys(), others, notes);
  }

  private FileImport importFile(String source, IdentityFile file) {
    List<ImportReport> reports = file.identities().stream().map(parts.examiner::examine).toList();
    if (file.identities().isEmpty()) {
      return noIdentity(source, file);
    }
    if (!reports.stream().allMatch(ImportReport::isUsable)) {
      List<String> notes = new ArrayList<>(file.notes());
      notes.add("nothing of this file was imported: see what is BAD");
      return new FileImport(
          source, Outcome.FAILED, unimported(reports), notes, Optional.of(ErrorCode.REFUSED));
    }
    try {
      return imported(source, file, reports);
    } catch (SmimeException e) {
      return failed(source, e);
    }
  }

  private FileImport imported(String source, IdentityFile file, List<ImportReport> reports) {
    List<Identity> identities = file.identities();
    List<Imported> added = parts.archive.addAll(identities, parts.owner);
    List<IdentityImport> results = new ArrayList<>();
    for (int i = 0; i < added.size(); i++) {
      results.add(new IdentityImport(reports.get(i), Optional.of(added.get(i))));
    }
    boolean isNew = added.stream().anyMatch(Imported::isNew);
    return new FileImport(
        source, isNew ? Outcome.IMPORTED : Outcome.KNOWN, results, file.notes(), Optional.empty());
  }

  private static FileImport noIdentity(String source, IdentityFile file) {
    boolean lone = !file.keys().isEmpty();
    return new FileImport(
        source,
        lone ? Outcome.FAILED : Outcome.NO_KEY,
        List.of(),
        file.notes(),
        lone ? Optional.of(ErrorCode.NO_CERTIFICATE) : Optional.empty());
  }

  private static List<IdentityImport> unimported(List<ImportReport> reports) {
    return reports.stream().map(report -> new IdentityImport(report, Optional.empty())).toList();
  }

  private static FileImport failed(String source, SmimeException e) {
    return new FileImport(
        source,
        Outcome.FAILED,
        List.of(),
        List.of(String.valueOf(e.getMessage())),
        Optional.of(e.code()));
  }
}
