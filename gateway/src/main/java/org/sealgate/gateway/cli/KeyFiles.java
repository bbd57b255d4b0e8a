package org.sealgate.gateway.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealgate.ErrorCode;
import org.sealgate.Secret;
import org.sealgate.SmimeException;
import org.sealgate.certificate.MailCertificate;
import org.sealgate.identity.Identity;
import org.sealgate.identity.IdentityFile;
import org.sealgate.provider.TokenUri;

/** Key and certificate files, and tokens, named on the command line. */
final class KeyFiles {
  private static final long LARGEST = 64 << 20;

  private final Terminal terminal;
  private final PasswordOptions passwords;

  KeyFiles(Terminal terminal, PasswordOptions passwords) {
    this.terminal = terminal;
    this.passwords = passwords;
  }

  /**
   * What a key file holds; asks for its password where none that was given opens it.
   *
   * @throws SmimeException WRONG_PASSWORD, MALFORMED, UNSUPPORTED, with the file's name
   */
  IdentityFile read(String name) throws IOException {
    byte[] file = Input.small(terminal, name, LARGEST);
    List<Secret> given = passwords.given(terminal);
    try {
      return IdentityFile.read(file, given);
    } catch (SmimeException e) {
      Optional<Secret> typed =
          e.code() == ErrorCode.WRONG_PASSWORD && given.isEmpty()
              ? PasswordOptions.ask(terminal, name)
              : Optional.empty();
      if (typed.isEmpty()) {
        throw named(name, e, given.isEmpty());
      }
      try (Secret password = typed.get()) {
        return IdentityFile.read(file, List.of(password));
      } catch (SmimeException second) {
        throw named(name, second, false);
      }
    }
  }

  /** The identities of key files and tokens, all of them; at least one each. */
  List<Identity> identities(List<String> names) throws IOException {
    List<Identity> identities = new ArrayList<>();
    for (String name : names) {
      if (TokenUri.isOne(name)) {
        identities.addAll(new TokenOnCommandLine(terminal).identities(TokenUri.parse(name)));
        continue;
      }
      List<Identity> found = read(name).identities();
      if (found.isEmpty()) {
        throw new SmimeException(
            ErrorCode.MALFORMED,
            name
                + " holds no private key with its certificate; give the file that was exported"
                + " with the private key");
      }
      identities.addAll(found);
    }
    return identities;
  }

  /** The certificate to encrypt to that a file means: its first that belongs to a person. */
  MailCertificate certificate(String name) throws IOException {
    List<MailCertificate> all = certificates(name);
    return all.stream()
        .filter(certificate -> certificate.x509().getBasicConstraints() < 0)
        .findFirst()
        .orElse(all.getFirst());
  }

  /** Every certificate of a file; at least one. */
  List<MailCertificate> certificates(String name) throws IOException {
    IdentityFile file = read(name);
    List<MailCertificate> all = new ArrayList<>();
    file.identities().forEach(identity -> all.add(identity.certificate()));
    file.certificates().forEach(certificate -> all.add(MailCertificate.of(certificate)));
    if (all.isEmpty()) {
      throw new SmimeException(
          ErrorCode.MALFORMED, name + " holds no certificate; give one in PEM or DER");
    }
    return all;
  }

  private static SmimeException named(String name, SmimeException e, boolean withoutPassword) {
    String message = String.valueOf(e.getMessage());
    String advice =
        e.code() == ErrorCode.WRONG_PASSWORD && withoutPassword
            ? " (give its password with --password-file or " + PasswordOptions.VARIABLE + ")"
            : "";
    String text = message.contains(name) ? message : name + ": " + message;
    return new SmimeException(e.code(), text + advice, e);
  }
}
