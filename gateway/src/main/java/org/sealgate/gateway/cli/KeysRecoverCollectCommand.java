package org.sealgate.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.archive.Recovery;
import org.sealgate.config.Sealgate;
import org.sealgate.gateway.jobs.AtomicFile;
import org.sealgate.identity.GeneratedPassword;
import org.sealgate.identity.Identity;
import org.sealgate.identity.Pkcs12Target;
import org.sealgate.mime.Octets;
import org.sealgate.quorum.RecoveryRequest.Outcome;
import org.sealgate.smime.OpenedMessage;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate keys recover collect}. */
@Command(
    name = "collect",
    description = {
      "Carry out an approved request, once: write the keys as PKCS#12 under a password that is shown"
          + " once; or decrypt the mails it names into a folder; or give the keys back to the"
          + " gateway; or put the new custodians in."
    })
final class KeysRecoverCollectCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(
      names = "--code-file",
      paramLabel = "FILE",
      required = true,
      description = "The first line is the code that the request was made with.")
  private String codeFile = "";

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE.p12|DIR",
      description = "Where the keys go, or the folder for the mails.")
  private String output = "";

  @Option(
      names = "--for",
      paramLabel = "TARGET",
      description = "What is to open the keys: openssl without it; windows, macos, thunderbird...")
  private String target = "openssl";

  @Parameters(index = "0", paramLabel = "ID", description = "Which request.")
  private String id = "";

  @Parameters(index = "1..*", arity = "0..*", paramLabel = "MAIL", description = "The mails.")
  private List<String> mails = List.of();

  KeysRecoverCollectCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "carry out the request " + id;
  }

  @Override
  public Integer call() throws IOException {
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is");
        Secret code = Secret.fromFile(terminal.resolve(codeFile))) {
      Recovery recovery = KeysCommand.archive(sealgate).recovery();
      Outcome outcome = outcome(recovery);
      requireOutput(outcome);
      switch (outcome) {
        case EXPORT -> export(recovery, code, new ExportFiles(terminal, sealgate.trust()));
        case OPEN_MAILS -> open(recovery, code);
        case TO_GATEWAY ->
            recovery
                .returned(id, code)
                .forEach(entry -> KeysCommand.write(terminal, KeysCommand.line(entry)));
        case CUSTODIANS ->
            KeysCommand.write(terminal, KeysCustodiansCommand.text(recovery.succeed(id, code)));
      }
    }
    return 0;
  }

  private void requireOutput(Outcome outcome) {
    boolean hasResult = outcome == Outcome.EXPORT || outcome == Outcome.OPEN_MAILS;
    if (hasResult && output.isEmpty()) {
      throw new SmimeException(ErrorCode.USAGE, "say with -o where the result goes");
    }
  }

  private Outcome outcome(Recovery recovery) {
    return recovery.requests().stream()
        .map(Recovery.Standing::request)
        .filter(request -> request.id().equals(id))
        .map(request -> request.ask().outcome())
        .findFirst()
        .orElseThrow(() ->
            new SmimeException(
                ErrorCode.NO_KEY,
                "there is no request " + id + "; see 'sealgate keys recover list'"));
  }

  private void export(Recovery recovery, Secret code, ExportFiles files) throws IOException {
    Pkcs12Target opener = Pkcs12Target.named(target);
    List<Identity> recovered = recovery.collect(id, code);
    try (Secret password = GeneratedPassword.create(new SecureRandom())) {
      List<Identity> whole = recovered.stream().map(files::completed).toList();
      for (String name : files.write(whole, password, new ExportFiles.To(opener, output))) {
        KeysCommand.write(terminal, "written   " + name + "\n");
      }
      String shown = new String(password.chars());
      KeysCommand.write(terminal, "password  " + shown + "   (shown only now: write it down)\n");
    }
  }

  private void open(Recovery recovery, Secret code) throws IOException {
    List<Octets> given = new ArrayList<>();
    for (String mail : mails) {
      given.add(Input.read(terminal, mail));
    }
    Path folder = Files.createDirectories(terminal.resolve(output));
    List<OpenedMessage> opened = recovery.open(id, code, given);
    for (int i = 0; i < opened.size(); i++) {
      try (OpenedMessage message = opened.get(i)) {
        Path name = folder.resolve(Path.of(mails.get(i)).getFileName());
        try (AtomicFile file = AtomicFile.create(name, AtomicFile.Readers.OWNER)) {
          message.message().writeTo(file.stream());
          file.commit();
        }
        KeysCommand.write(terminal, "written   " + name + "\n");
      }
    }
    given.forEach(Octets::close);
  }
}
