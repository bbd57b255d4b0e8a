package org.sealgate.gateway.cli;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.config.Sealgate;
import org.sealgate.gateway.jobs.AtomicFile.Readers;
import org.sealgate.identity.Identity;
import org.sealgate.mime.Octets;
import org.sealgate.smime.SignOptions;
import org.sealgate.smime.SmimeEngine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate sign}: a mail or MIME entity, signed. */
@Command(
    name = "sign",
    description = "Sign a mail or a MIME entity (RFC 8551), clear unless --opaque is given.")
final class SignCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Option(
      names = "--identity",
      paramLabel = "FILE.p12|pkcs11:URI",
      description =
          "Key file of who signs, or a key on a token (RFC 7512):"
              + " pkcs11:token=NAME;object=LABEL?module-path=PATH&pin-source=file:PATH. May be given"
              + " several times, each one signs. Without it the keys of the configuration sign for"
              + " the mail's From address.")
  private List<String> identities = List.of();

  @Option(names = "--opaque", description = "One pkcs7-mime part instead of multipart/signed.")
  private boolean opaque;

  @Option(
      names = "--protect-headers",
      description =
          "Sign the header fields of the mail as well (RFC 9788): a reader sees where one was"
              + " changed on the way.")
  private boolean protectHeaders;

  @Mixin private final PasswordOptions passwords = new PasswordOptions();
  @Mixin private final ProfileOption profile = new ProfileOption();
  @Mixin private final ConfigOption config = new ConfigOption();
  @Mixin private final OutputOption output = new OutputOption();

  @Parameters(paramLabel = "IN", description = "The mail, or '-' for standard input.")
  private String in = "-";

  SignCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "sign " + Input.shown(in);
  }

  @Override
  public Integer call() throws IOException {
    try (Octets message = Input.read(terminal, in)) {
      if (!identities.isEmpty()) {
        sign(message, signersNamed());
        return 0;
      }
      EmailAddress author = author(message);
      try (Sealgate sealgate = config.require(terminal, "where no --identity is given")) {
        sign(message, List.of(signer(sealgate, author)));
      }
    }
    return 0;
  }

  private void sign(Octets message, List<Identity> signers) throws IOException {
    SignOptions options =
        new SignOptions(signers, opaque, profile.profile(), List.of(), protectHeaders);
    output.write(
        terminal, Readers.EVERYBODY, out -> SmimeEngine.create().sign(message, options, out));
  }

  private List<Identity> signersNamed() throws IOException {
    KeyFiles files = new KeyFiles(terminal, passwords);
    List<Identity> signers = new ArrayList<>();
    for (String name : identities) {
      signers.add(signer(name, files.identities(List.of(name))));
    }
    return signers;
  }

  private static EmailAddress author(Octets message) throws IOException {
    List<EmailAddress> authors = MailOutline.authors(message);
    if (authors.isEmpty()) {
      throw new SmimeException(
          ErrorCode.USAGE, "it has no From address to sign for; give --identity");
    }
    return authors.getFirst();
  }

  private static Identity signer(Sealgate sealgate, EmailAddress author) {
    return sealgate
        .signingIdentity(author)
        .orElseThrow(() ->
            new SmimeException(
                ErrorCode.NO_KEY,
                "no key archive or token has an identity that signs for "
                    + author
                    + "; import one or give --identity"));
  }

  /** Of several keys in a file, the one that signs, is valid now, and is the newest. */
  private static Identity signer(String name, List<Identity> identities) {
    Instant now = Instant.now();
    return identities.stream()
        .filter(identity -> identity.purpose().signs())
        .max(
            Comparator.comparing((Identity identity) -> validAt(now, identity))
                .thenComparing(identity -> identity.certificate().x509().getNotBefore()))
        .orElseThrow(() ->
            new SmimeException(
                ErrorCode.REFUSED,
                name + " holds no key whose certificate allows signing; give another"));
  }

  private static boolean validAt(Instant now, Identity identity) {
    return !now.isBefore(identity.certificate().x509().getNotBefore().toInstant())
        && !now.isAfter(identity.certificate().x509().getNotAfter().toInstant());
  }
}
