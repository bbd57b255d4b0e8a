package org.sealgate.gateway.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.sealgate.archive.KeyArchive;
import org.sealgate.archive.PendingKey;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.certificate.KeyPurpose;
import org.sealgate.config.Sealgate;
import org.sealgate.gateway.jobs.AtomicFile.Readers;
import org.sealgate.identity.CertificateBundle;
import org.sealgate.identity.Identity;
import org.sealgate.identity.KeyMaking;
import org.sealgate.identity.KeyRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code sealgate keys request}. */
@Command(
    name = "request",
    description = {
      "Make a key, keep it in the archive as pending, and write the request for its certificate"
          + " (PKCS#10). Give that to your authority, and what it sends back to 'keys import': the"
          + " certificate finds its key, in whatever file and order it comes.",
      "A key of kind x25519 or ml-kem-768 cannot sign its request; there a signing identity of the"
          + " same address, which must be in the archive, vouches for it (RFC 9883). Ask your"
          + " authority whether it takes that."
    })
final class KeysRequestCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Option(
      names = "--address",
      paramLabel = "ADDRESS",
      required = true,
      description = "The mail address the certificate is for.")
  private String address = "";

  @Option(
      names = "--algorithm",
      paramLabel = "KIND",
      required = true,
      description =
          "rsa-3072, rsa-4096, ec-p256, ec-p384, ed25519, x25519, ml-kem-768 or ml-dsa-65.")
  private String algorithm = "";

  @Option(
      names = "--purpose",
      paramLabel = "PURPOSE",
      description =
          "signing, encryption or dual; default: encryption where the key can, else signing.")
  private Optional<KeyPurpose> purpose = Optional.empty();

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "The common name; default: the address.")
  private String name = "";

  KeysRequestCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "request a certificate for " + address;
  }

  @Override
  public Integer call() throws IOException {
    EmailAddress whose = KeysCommand.address(address);
    KeyMaking kind = KeyMaking.named(algorithm);
    KeyPurpose use = purpose.orElseGet(kind::usualPurpose);
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is")) {
      KeyArchive archive = KeysCommand.archive(sealgate);
      Optional<Identity> voucher = kind.signs() ? Optional.empty() : archive.signingIdentity(whose);
      KeyRequest made = KeyRequest.make(new KeyRequest.Wish(whose, name, kind, use), voucher);
      archive.addPending(
          new PendingKey(
              made.publicKeyId(),
              whose.toString(),
              kind.toString().toUpperCase(Locale.ROOT),
              use,
              Instant.now()),
          made.privateKey());
      String pem = CertificateBundle.pem("CERTIFICATE REQUEST", made.pkcs10());
      output.write(
          terminal, Readers.EVERYBODY, out -> out.write(pem.getBytes(StandardCharsets.US_ASCII)));
      return 0;
    }
  }
}
