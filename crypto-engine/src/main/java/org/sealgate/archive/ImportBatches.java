package org.sealgate.archive;

import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.KeyArchive.Imported;
import org.sealgate.archive.KeyImport.FileImport;
import org.sealgate.archive.KeyImport.IdentityImport;
import org.sealgate.archive.KeyImport.Outcome;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.identity.CertificatePool;
import org.sealgate.identity.Identity;
import org.sealgate.identity.IdentityFile;
import org.sealgate.identity.ImportReport;

/**
 * Imports opened files, some hundreds of identities in one transaction: files are examined on every
 * core, then stored together. Where that fails, each is stored by itself, so that no file is kept
 * out by another one.
 */
final class ImportBatches {
  private static final int IDENTITIES = 500;

  private final KeyArchive archive;
  private final KeyImport.Examiner examiner;
  private final String owner;

  ImportBatches(KeyArchive archive, KeyImport.Examiner examiner, String owner) {
    this.archive = archive;
    this.examiner = examiner;
    this.owner = owner;
  }

  /** What became of each file, in their order. */
  List<FileImport> importAll(List<OpenedKeyFile> files, CertificatePool known) {
    List<FileImport> results = new ArrayList<>();
    List<OpenedKeyFile> batch = new ArrayList<>();
    int size = 0;
    for (OpenedKeyFile file : files) {
      batch.add(file);
      size += Math.max(1, file.size());
      if (size >= IDENTITIES) {
        results.addAll(importBatch(batch, known));
        batch.clear();
        size = 0;
      }
    }
    results.addAll(importBatch(batch, known));
    return results;
  }

  private List<FileImport> importBatch(List<OpenedKeyFile> batch, CertificatePool known) {
    boolean isPending = !batch.isEmpty() && !archive.pending().isEmpty();
    return stored(batch.parallelStream().map(file -> examined(file, known, isPending)).toList());
  }

  /** A file of which all is known but what the archive makes of it. */
  private sealed interface Examined {

    /** Its identities that go into the archive. */
    List<Identity> identities();

    /** The result, where the archive took them; it made this of them, in order. */
    FileImport result(Iterator<Imported> added);

    /** The result, where the archive did not take them. */
    FileImport failed(SmimeException e);
  }

  private record Refused(FileImport result) implements Examined {
    @Override
    public List<Identity> identities() {
      return List.of();
    }

    @Override
    public FileImport result(Iterator<Imported> added) {
      return result;
    }

    @Override
    public FileImport failed(SmimeException e) {
      return result;
    }
  }

  /** One identity, and why the archive does not hold it, where that is so. */
  private record Candidate(Identity identity, ImportReport report, Optional<String> refusal) {
    IdentityImport result(Iterator<Imported> added) {
      Optional<Imported> imported =
          refusal.isPresent() ? Optional.empty() : Optional.of(added.next());
      return new IdentityImport(report, imported, refusal);
    }
  }

  private record Usable(String source, List<Candidate> candidates, List<String> notes)
      implements Examined {
    @Override
    public List<Identity> identities() {
      return candidates.stream()
          .filter(each -> each.refusal.isEmpty())
          .map(Candidate::identity)
          .toList();
    }

    @Override
    public FileImport result(Iterator<Imported> added) {
      List<IdentityImport> results =
          candidates.stream().map(candidate -> candidate.result(added)).toList();
      boolean refused = candidates.stream().anyMatch(each -> each.refusal.isPresent());
      return new FileImport(
          source,
          outcome(results),
          results,
          notes,
          refused ? Optional.of(ErrorCode.REFUSED) : Optional.empty());
    }

    private static Outcome outcome(List<IdentityImport> results) {
      List<Imported> imported = results.stream().flatMap(each -> each.imported().stream()).toList();
      if (imported.isEmpty()) {
        return Outcome.FAILED;
      }
      return imported.stream().anyMatch(Imported::isNew) ? Outcome.IMPORTED : Outcome.KNOWN;
    }

    @Override
    public FileImport failed(SmimeException e) {
      return FileImport.failed(source, e);
    }
  }

  private List<FileImport> stored(List<Examined> files) {
    List<Identity> identities = files.stream().flatMap(file -> file.identities().stream()).toList();
    try {
      Iterator<Imported> added =
          identities.isEmpty()
              ? List.<Imported>of().iterator()
              : archive.addAll(identities, owner).iterator();
      return files.stream().map(file -> file.result(added)).toList();
    } catch (SmimeException e) {
      if (files.size() == 1 || e.code() == ErrorCode.UNAVAILABLE) {
        return files.stream().map(file -> file.failed(e)).toList();
      }
      return files.stream().flatMap(file -> stored(List.of(file)).stream()).toList();
    }
  }

  private Examined examined(OpenedKeyFile opened, CertificatePool known, boolean isPending) {
    return switch (opened) {
      case OpenedKeyFile.Broken broken -> new Refused(broken.result());
      case OpenedKeyFile.Intact(String source, IdentityFile file) -> {
        try {
          IdentityFile joined = file.joinedWith(known);
          yield examined(source, isPending ? withPending(joined) : joined);
        } catch (SmimeException e) {
          yield new Refused(FileImport.failed(source, e));
        }
      }
    };
  }

  /** Certificates that came back for keys that were made here. */
  private IdentityFile withPending(IdentityFile file) {
    List<Identity> identities = new ArrayList<>(file.identities());
    List<X509Certificate> others = new ArrayList<>(file.certificates());
    List<String> notes = new ArrayList<>(file.notes());
    for (X509Certificate certificate : file.certificates()) {
      archive
          .joined(MailCertificate.of(certificate), file.chainOf(certificate))
          .ifPresent(identity -> {
            identities.add(identity);
            others.remove(certificate);
            notes.add("joined with the key that was made for it here");
          });
    }
    return new IdentityFile(identities, file.keys(), others, notes);
  }

  private Examined examined(String source, IdentityFile file) {
    if (file.identities().isEmpty()) {
      return new Refused(noIdentity(source, file));
    }
    List<Candidate> candidates = file.identities().stream().map(this::candidate).toList();
    if (candidates.stream().allMatch(each -> each.report.isUsable())) {
      return new Usable(source, candidates, file.notes());
    }
    List<String> notes = new ArrayList<>(file.notes());
    notes.add("nothing of this file was imported: see what is BAD");
    List<IdentityImport> results =
        candidates.stream()
            .map(each -> new IdentityImport(each.report, Optional.empty(), Optional.empty()))
            .toList();
    return new Refused(
        new FileImport(source, Outcome.FAILED, results, notes, Optional.of(ErrorCode.REFUSED)));
  }

  private Candidate candidate(Identity identity) {
    return new Candidate(identity, examiner.examine(identity), archive.refusal(identity));
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
}
