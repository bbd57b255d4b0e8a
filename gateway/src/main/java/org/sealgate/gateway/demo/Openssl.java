package org.sealgate.gateway.demo;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.sealgate.fixtures.Programs;
import org.sealgate.fixtures.TemporaryDirectory;
import org.sealgate.fixtures.pki.TestIdentity;

/** A stranger's program: {@code openssl cms}, where it is installed. */
final class Openssl {
  private final TemporaryDirectory folder;

  Openssl(TemporaryDirectory folder) {
    this.folder = folder;
  }

  static boolean installed() {
    return Programs.present("openssl");
  }

  /** Decrypts a mail as its recipient and verifies what is inside; the text, or nothing. */
  Optional<String> open(Letter mail, TestIdentity recipient, String anchorPem) throws IOException {
    Path sealed = folder.write("sealed.eml", mail.octets());
    Path certificate = folder.write("recipient.pem", recipient.certificatePem());
    Path key = folder.write("recipient.key", recipient.privateKeyPem());
    Path anchor = folder.write("trust.pem", anchorPem);
    Path signed = folder.path().resolve("signed.eml");
    Path text = folder.path().resolve("text.txt");
    boolean decrypted =
        run("-decrypt", "-in", sealed, "-recip", certificate, "-inkey", key, "-out", signed);
    boolean verified = decrypted && run("-verify", "-in", signed, "-CAfile", anchor, "-out", text);
    return verified
        ? Optional.of(new String(folder.read("text.txt"), StandardCharsets.ISO_8859_1))
        : Optional.empty();
  }

  private static boolean run(Object... arguments) throws IOException {
    List<String> command = new ArrayList<>(List.of("openssl", "cms"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    try {
      if (process.waitFor(20, TimeUnit.SECONDS)) {
        return process.exitValue() == 0;
      }
      process.destroyForcibly();
      return false;
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
