package org.sealgate.gateway.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.certificate.Selection;
import org.sealgate.config.Sealgate;
import org.sealgate.gateway.jobs.AtomicFile.Readers;
import org.sealgate.mime.Octets;
import org.sealgate.smime.EncryptOptions;
import org.sealgate.smime.SmimeEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate encrypt}: a mail or MIME entity, encrypted. */
@Command(
    name = "encrypt",
    description = {
      "Encrypt a mail or a MIME entity (RFC 8551) for one or more recipients.",
      "All recipients see each other in the result."
    })
final class EncryptCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Option(
      names = "--to",
      paramLabel = "CERT.pem|ADDRESS",
      required = true,
      description = "A certificate file, or an address; may be given several times.")
  private List<String> recipients = List.of();

  @Mixin private final HeaderOptions headers = new HeaderOptions();
  @Mixin private final ProfileOption profile = new ProfileOption();
  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(paramLabel = "IN", description = "The mail, or '-' for standard input.")
  private String in = "-";

  EncryptCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "encrypt " + Input.shown(in);
  }

  @Override
  public Integer call() throws IOException {
    List<MailCertificate> certificates = new ArrayList<>();
    for (String recipient : recipients) {
      certificates.add(certificate(recipient));
    }
    try (Octets message = Input.read(terminal, in)) {
      EncryptOptions options =
          new EncryptOptions(
              certificates, profile.profile(), headers.policy(message), headers.legacyDisplay());
      output.write(
          terminal, Readers.EVERYBODY, out -> SmimeEngine.create().encrypt(message, options, out));
    }
    return 0;
  }

  private MailCertificate certificate(String recipient) throws IOException {
    if (Files.exists(terminal.resolve(recipient))) {
      return fromFile(recipient);
    }
    Optional<EmailAddress> address = EmailAddress.parse(recipient);
    if (address.isEmpty()) {
      throw new NoSuchFileException(recipient);
    }
    try (Sealgate sealgate = config.require(terminal, "to find the certificate of " + recipient)) {
      Selection selection = sealgate.select(address.get());
      return selection.chosen().orElseThrow(() -> none(selection));
    }
  }

  private MailCertificate fromFile(String name) throws IOException {
    MailCertificate certificate = new KeyFiles(terminal, new PasswordOptions()).certificate(name);
    if (!certificate.purpose().encrypts()) {
      throw new SmimeException(
          ErrorCode.REFUSED,
          name + ": this certificate does not allow encryption; give the encryption one");
    }
    return certificate;
  }

  private static SmimeException none(Selection selection) {
    if (!selection.unavailable().isEmpty()) {
      return new SmimeException(
          ErrorCode.UNAVAILABLE,
          "no certificate for "
              + selection.address()
              + " was found, and not every source answered: "
              + String.join("; ", selection.unavailable())
              + "; try again later");
    }
    String why =
        selection.candidates().isEmpty()
            ? "no source knows the address"
            : "none of " + selection.candidates().size() + " found is usable";
    return new SmimeException(
        ErrorCode.NO_CERTIFICATE,
        "no certificate for "
            + selection.address()
            + ": "
            + why
            + "; see 'sealgate lookup "
            + selection.address()
            + "', or give the certificate as a file");
  }
}
