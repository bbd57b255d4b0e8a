package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.ArchivedIdentity;
import org.sealgate.archive.Custody;
import org.sealgate.archive.KeyArchive;
import org.sealgate.certificate.EmailAddress;
import org.sealgate.config.Sealgate;
import picocli.CommandLine.Command;

/** {@code sealgate keys}: the key archive of the configuration. */
@Command(
    name = "keys",
    description = "The key archive: every identity ever held, found by recipient identifier.",
    synopsisSubcommandLabel = "COMMAND")
final class KeysCommand {

  /** The archive of a configuration. */
  static KeyArchive archive(Sealgate sealgate) {
    return sealgate
        .archive()
        .orElseThrow(() ->
            new SmimeException(
                ErrorCode.CONFIGURATION,
                sealgate.configuration().file()
                    + " names no key archive; add 'archive' with its path and passphrase"));
  }

  /**
   * The address that a person wrote.
   *
   * @throws SmimeException USAGE where it is none
   */
  static EmailAddress address(String text) {
    return EmailAddress.parse(text)
        .orElseThrow(() ->
            new SmimeException(
                ErrorCode.USAGE, "'" + text + "' is no mail address; write user@example.org"));
  }

  /** Writes an entry's fields into an object. */
  static void into(ObjectNode object, ArchivedIdentity entry) {
    object
        .put("id", entry.id())
        .put("state", VerdictTree.word(entry.state()))
        .put("purpose", VerdictTree.word(entry.purpose()))
        .put("owner", entry.owner())
        .put("custody", VerdictTree.word(entry.custody()))
        .put("importedAt", entry.importedAt().toString());
    VerdictTree.certificate(object.putObject("certificate"), entry.certificate());
  }

  /** An entry in one line. */
  static String line(ArchivedIdentity entry) {
    return "%s  %-12s %-10s %-10s %s  %s%n"
        .formatted(
            entry.id().substring(0, Math.min(16, entry.id().length())),
            entry.state().name().toLowerCase(Locale.ROOT).replace('_', '-'),
            entry.purpose().name().toLowerCase(Locale.ROOT),
            entry.certificate().keyDescription(),
            day(entry),
            Line.of(entry.owner()) + (entry.custody() == Custody.ESCROW ? "  in escrow" : ""));
  }

  private static String day(ArchivedIdentity entry) {
    return "until "
        + entry.certificate().x509().getNotAfter().toInstant().toString().substring(0, 10);
  }

  /** Writes text; what prevents it comes as an UncheckedIOException, so that takers can write. */
  static void write(Terminal terminal, String text) {
    try {
      terminal.out().write(text.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
