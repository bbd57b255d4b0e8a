package org.sealgate.gateway.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.sealgate.identity.Identity;
import org.sealgate.quorum.RecoveryRequest;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What a custodian needs to answer a request. */
final class AnswerOptions {
  @Mixin private final PasswordOptions passwords = new PasswordOptions();

  @Option(
      names = "--identity",
      paramLabel = "FILE.p12",
      required = true,
      description = "Your key and certificate; twice where you sign with another than you decrypt.")
  private List<String> identities = List.of();

  @Option(
      names = {"-o", "--output"},
      paramLabel = "FILE",
      required = true,
      description = "Where your answer goes, to be sent back.")
  private String file = "";

  @Parameters(paramLabel = "REQUEST", description = "The file of the request.")
  private String request = "";

  String request() {
    return request;
  }

  /** How a custodian answers. */
  @FunctionalInterface
  interface Answer {
    /** The vote, in DER. */
    byte[] to(RecoveryRequest request, List<Identity> own, Instant now);
  }

  /** Shows what is asked and writes the answer. */
  int write(Terminal terminal, Answer answer) throws IOException {
    RecoveryRequest asked = RecoveryFiles.request(terminal, request);
    KeysCommand.write(terminal, RecoveryFiles.text(asked));
    List<Identity> own = new KeyFiles(terminal, passwords).identities(identities);
    RecoveryFiles.write(terminal, file, answer.to(asked, own, Clock.systemUTC().instant()));
    KeysCommand.write(terminal, "written   " + file + "   (send it back)\n");
    return 0;
  }
}
