package org.sealgate.gateway.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.Callable;
import org.sealgate.identity.CertificateBundle;
import org.sealgate.quorum.Quorum;
import org.sealgate.quorum.RecoveryRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate keys recover show}. */
@Command(name = "show", description = "Show what the file of a request asks for.")
final class KeysRecoverShowCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Option(
      names = "--extract",
      paramLabel = "DIR",
      description =
          "Also write the one-time certificate and every custodian's encrypted share there, for"
              + " custodians who answer with another program.")
  private String folder = "";

  @Parameters(paramLabel = "REQUEST", description = "The file of the request.")
  private String request = "";

  KeysRecoverShowCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "show the request " + request;
  }

  @Override
  public Integer call() throws IOException {
    RecoveryRequest asked = RecoveryFiles.request(terminal, request);
    KeysCommand.write(terminal, RecoveryFiles.text(asked));
    if (!folder.isEmpty()) {
      extract(asked);
    }
    return 0;
  }

  private void extract(RecoveryRequest asked) throws IOException {
    Files.createDirectories(terminal.resolve(folder));
    List<Quorum.Seat> seats = asked.quorum().seats();
    for (int i = 0; i < seats.size(); i++) {
      String name = folder + "/share-" + (i + 1) + ".p7m";
      RecoveryFiles.write(terminal, name, seats.get(i).share());
      String whose = Line.of(seats.get(i).custodian().name());
      KeysCommand.write(terminal, "written   %s   (%s)%n".formatted(name, whose));
    }
    String certificate = folder + "/one-time.crt";
    byte[] pem =
        CertificateBundle.pem("CERTIFICATE", asked.oneTime().encoded())
            .getBytes(StandardCharsets.US_ASCII);
    RecoveryFiles.write(terminal, certificate, pem);
    KeysCommand.write(terminal, "written   " + certificate + "\n");
  }
}
