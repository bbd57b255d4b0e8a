package org.sealgate.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509CRL;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.archive.KeyArchive;
import org.sealgate.archive.KeyArchive.Imported;
import org.sealgate.archive.KeyImport;
import org.sealgate.archive.KeyImport.FileImport;
import org.sealgate.archive.KeyImport.IdentityImport;
import org.sealgate.archive.KeyState;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.config.Sealgate;
import org.sealgate.gateway.nss.NssProfiles;
import org.sealgate.trust.Crls;
import org.sealgate.trust.TrustStore;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate keys import}. */
@Command(
    name = "import",
    description = {
      "Add the identities of key files to the archive: PKCS#12, PEM, PKCS#8, PKCS#7, JKS, JCEKS,"
          + " BCFKS; also those in folders and zip archives. The kind is told from the content.",
      "A profile of Thunderbird or Firefox is read with the tools of NSS, where they are installed.",
      "A key finds its certificate in any other of the files. Each file is imported whole or not"
          + " at all, with a report; what is there already stays as it is. Exit code 1 where a"
          + " file was refused, 3 where one could not be opened; the others are imported."
    })
final class KeysImportCommand implements Callable<Integer>, Doing {
  private static final int MOST_CRL_OCTETS = 256 << 20;

  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final PasswordOptions passwords = new PasswordOptions();
  @Mixin private final PasswordListOption list = new PasswordListOption();

  @Option(
      names = "--owner",
      paramLabel = "ADDRESS",
      description = "Whose the keys are; a certificate that does not name the address is refused.")
  private String owner = "";

  @Option(
      names = "--other-addresses",
      description = "With --owner: take certificates that name other addresses of that person too.")
  private boolean otherAddresses;

  @Option(
      names = "--trust",
      paramLabel = "CA.pem",
      description = "Anchors for the report; without it those of the configuration.")
  private List<String> anchors = List.of();

  @Option(
      names = "--crl",
      paramLabel = "FILE",
      description = "Revocation lists; what they revoke is imported, and marked as revoked.")
  private List<String> crls = List.of();

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean json;

  @Parameters(paramLabel = "FILE|DIR", arity = "1..*", description = "Key files, or folders.")
  private List<String> names = List.of();

  KeysImportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "import " + String.join(", ", names);
  }

  @Override
  public Integer call() throws IOException {
    List<Path> paths = names.stream().map(terminal::resolve).toList();
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is")) {
      Clock clock = Clock.systemUTC();
      IdentityExaminer examiner = new IdentityExaminer(questions(sealgate), clock.instant());
      KeyArchive archive = KeysCommand.archive(sealgate);
      List<FileImport> files = importAll(archive, examiner, paths);
      ImportResults results = new ImportResults(marked(archive, examiner, files));
      if (json) {
        Json.write(results.tree(), terminal.out());
      } else {
        KeysCommand.write(terminal, results.text());
      }
      return results.exitCode();
    }
  }

  private IdentityExaminer.Questions questions(Sealgate sealgate) throws IOException {
    Optional<EmailAddress> person =
        owner.isEmpty() ? Optional.empty() : Optional.of(KeysCommand.address(owner));
    TrustStore trust = TrustOptions.anchors(terminal, anchors, Optional.of(sealgate));
    List<X509CRL> lists = new ArrayList<>();
    for (String file : crls) {
      lists.addAll(Crls.read(Input.small(terminal, file, MOST_CRL_OCTETS)));
    }
    return new IdentityExaminer.Questions(
        trust.withCrls(lists), !lists.isEmpty(), person, otherAddresses);
  }

  private List<FileImport> importAll(
      KeyArchive archive, IdentityExaminer examiner, List<Path> paths) throws IOException {
    List<Secret> given = new ArrayList<>(passwords.given(terminal));
    given.addAll(list.all(terminal));
    List<FileImport> files = importer(archive, given, examiner).importAll(paths);
    if (!given.isEmpty() || paths.size() != 1 || !Files.isRegularFile(paths.getFirst())) {
      return files;
    }
    return asking(importer(archive, given, examiner), files, paths);
  }

  /** One file named and no password given: the person at the keyboard may know it. */
  private List<FileImport> asking(KeyImport importer, List<FileImport> files, List<Path> paths)
      throws IOException {
    boolean closed = files.stream().anyMatch(KeysImportCommand::wantsPassword);
    Optional<Secret> typed =
        closed ? PasswordOptions.ask(terminal, names.getFirst()) : Optional.empty();
    if (typed.isEmpty()) {
      return files;
    }
    try (Secret password = typed.get()) {
      Map<String, FileImport> merged = new LinkedHashMap<>();
      files.forEach(file -> merged.put(file.source(), file));
      importer
          .trying(List.of(password))
          .importAll(paths)
          .forEach(file ->
              merged.computeIfPresent(
                  file.source(), (name, first) -> wantsPassword(first) ? file : first));
      return List.copyOf(merged.values());
    }
  }

  private static boolean wantsPassword(FileImport file) {
    return file.error().filter(ErrorCode.WRONG_PASSWORD::equals).isPresent();
  }

  private KeyImport importer(KeyArchive archive, List<Secret> given, IdentityExaminer examiner) {
    KeyImport importer =
        new KeyImport(archive, given, Clock.systemUTC())
            .examinedBy(examiner)
            .readingToo(new NssProfiles());
    return owner.isEmpty() ? importer : importer.ownedBy(KeysCommand.address(owner));
  }

  /** What the revocation lists revoke is so marked in the archive. */
  private static List<FileImport> marked(
      KeyArchive archive, IdentityExaminer examiner, List<FileImport> files) {
    Map<String, String> revoked = examiner.revoked();
    return files.stream()
        .map(file ->
            new FileImport(
                file.source(),
                file.outcome(),
                file.identities().stream().map(each -> marked(archive, each, revoked)).toList(),
                file.notes(),
                file.error()))
        .toList();
  }

  private static IdentityImport marked(
      KeyArchive archive, IdentityImport identity, Map<String, String> revoked) {
    String why = revoked.get(identity.report().fingerprint());
    if (why == null || identity.imported().isEmpty()) {
      return identity;
    }
    Imported imported = identity.imported().get();
    KeyState state = imported.entry().state();
    if (state == KeyState.REVOKED || state == KeyState.DESTROYED) {
      return identity;
    }
    var entry = archive.revoked(imported.entry().id(), why);
    return new IdentityImport(
        identity.report(),
        Optional.of(new Imported(entry, imported.isNew(), imported.notes())),
        Optional.empty());
  }
}
