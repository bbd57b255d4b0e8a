package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.archive.ArchivedIdentity;
import org.sealgate.archive.KeyArchive;
import org.sealgate.config.Sealgate;
import org.sealgate.identity.GeneratedPassword;
import org.sealgate.identity.Identity;
import org.sealgate.identity.Pkcs12Target;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate keys export}. */
@Command(
    name = "export",
    description = {
      "Write a person's decryption keys, the current one and all past ones, as PKCS#12 that the"
          + " target program opens. With an id only that one. Signing keys are never exported.",
      "Without --password-file a strong password is made and shown once. The audit of the archive"
          + " tells of it."
    })
final class KeysExportCommand implements Callable<Integer>, Doing {
  private static final int LONGEST_PASSWORD_OF_WINDOWS = 32;

  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final PasswordOptions passwords = new PasswordOptions();

  @Option(
      names = "--for",
      paramLabel = "TARGET",
      required = true,
      description =
          "What is to open it: windows, macos, ios, firefox, thunderbird, openssl, java, gpgsm.")
  private String target = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.p12",
      required = true,
      description = "Where to; only you may read it.")
  private String file = "";

  @Option(
      names = "--ca-p7b",
      paramLabel = "FILE.p7b",
      description = "Also write the certificates of the authorities, roots among them, as PKCS#7.")
  private String p7b = "";

  @Option(
      names = "--ca-pem",
      paramLabel = "FILE.pem",
      description = "Also write the certificates of the authorities, roots among them, as PEM.")
  private String pem = "";

  @Option(names = "--reason", paramLabel = "TEXT", description = "Why, for the audit.")
  private String reason = "";

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean json;

  @Parameters(paramLabel = "ADDRESS|ID", description = "Whose keys, or which one.")
  private String whose = "";

  KeysExportCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "export the keys of " + whose;
  }

  @Override
  public Integer call() throws IOException {
    Pkcs12Target opener = Pkcs12Target.named(target);
    List<Secret> given = passwords.given(terminal);
    Secret password =
        given.isEmpty() ? GeneratedPassword.create(new SecureRandom()) : given.getFirst();
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is")) {
      requireFit(password, opener);
      KeyArchive archive = KeysCommand.archive(sealgate);
      List<ArchivedIdentity> entries = decrypting(KeyHistory.meant(archive, whose));
      ExportFiles files = new ExportFiles(terminal, sealgate.trust());
      List<Identity> identities =
          entries.stream()
              .map(entry -> files.completed(archive.export(entry.id(), why(opener))))
              .toList();
      List<String> written = files.write(identities, password, new ExportFiles.To(opener, file));
      files.writeAuthorities(identities, p7b, pem);
      tell(
          new Export(entries, written), given.isEmpty() ? Optional.of(password) : Optional.empty());
      return 0;
    } finally {
      password.close();
    }
  }

  private record Export(List<ArchivedIdentity> entries, List<String> files) {}

  /** Of a person the keys that decrypt; of an id whatever it is, so that a refusal is audited. */
  private List<ArchivedIdentity> decrypting(List<ArchivedIdentity> meant) {
    if (!whose.contains("@")) {
      return meant;
    }
    List<ArchivedIdentity> found =
        meant.stream().filter(entry -> entry.purpose().encrypts()).toList();
    if (found.isEmpty()) {
      throw new SmimeException(
          ErrorCode.NO_KEY, "only signing identities are there, and those are never exported");
    }
    return found;
  }

  private String why(Pkcs12Target opener) {
    String purpose = reason.isEmpty() ? "" : ": " + reason;
    return "for " + opener + " by " + System.getProperty("user.name", "somebody") + purpose;
  }

  private static void requireFit(Secret password, Pkcs12Target opener) {
    char[] chars = password.chars();
    int length = chars.length;
    Arrays.fill(chars, '\0');
    if (opener == Pkcs12Target.WINDOWS && length > LONGEST_PASSWORD_OF_WINDOWS) {
      throw new SmimeException(
          ErrorCode.USAGE, "Windows takes passwords of at most 32 characters: give a shorter one");
    }
  }

  private void tell(Export export, Optional<Secret> generated) throws IOException {
    String shown = generated.map(secret -> new String(secret.chars())).orElse("");
    if (json) {
      ObjectNode object = Json.object().put("target", target);
      ArrayNode files = object.putArray("files");
      export.files().forEach(files::add);
      if (!shown.isEmpty()) {
        object.put("password", shown);
      }
      ArrayNode identities = object.putArray("identities");
      export.entries().forEach(entry -> KeysCommand.into(identities.addObject(), entry));
      Json.write(object, terminal.out());
      return;
    }
    StringBuilder text = new StringBuilder();
    export.entries().forEach(entry -> text.append(KeysCommand.line(entry)));
    export.files().forEach(each -> text.append("written   ").append(each).append('\n'));
    if (!shown.isEmpty()) {
      text.append("password  ").append(shown).append("   (shown only now: write it down)\n");
    }
    KeysCommand.write(terminal, text.toString());
  }
}
