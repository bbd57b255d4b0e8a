package org.sealgate.gateway.cli;

import java.io.IOException;
import org.sealgate.gateway.jobs.AtomicFile;
import org.sealgate.quorum.RecoveryRequest;

/** The papers of a recovery, as files. */
final class RecoveryFiles {
  private static final long LARGEST = 4 << 20;

  private RecoveryFiles() {}

  static void write(Terminal terminal, String name, byte[] content) throws IOException {
    try (AtomicFile file = AtomicFile.create(terminal.resolve(name), AtomicFile.Readers.OWNER)) {
      file.stream().write(content);
      file.commit();
    }
  }

  static RecoveryRequest request(Terminal terminal, String name) throws IOException {
    return RecoveryRequest.decode(Input.small(terminal, name, LARGEST));
  }

  static byte[] small(Terminal terminal, String name) throws IOException {
    return Input.small(terminal, name, LARGEST);
  }

  /** What a request asks, for the person who has to decide. */
  static String text(RecoveryRequest request) {
    RecoveryRequest.Ask ask = request.ask();
    StringBuilder text = new StringBuilder();
    row(text, "request", request.id());
    row(text, "for", meaning(ask.outcome()));
    row(text, "asked by", ask.by());
    row(text, "reason", ask.reason());
    row(text, "made", request.created().toString());
    row(text, "expires", request.expires().toString());
    ask.owners().forEach(owner -> row(text, "keys of", owner));
    ask.identities().forEach(id -> row(text, "identity", id));
    ask.mails().forEach(mail -> row(text, "mail", "SHA-256 " + mail));
    ask.successor()
        .ifPresent(next -> {
          row(text, "needed", next.threshold() + " of those to come");
          next.custodians().forEach(custodian -> row(text, "to come", custodian.name()));
        });
    row(text, "digest", request.digest());
    return text.toString();
  }

  private static String meaning(RecoveryRequest.Outcome outcome) {
    return switch (outcome) {
      case EXPORT -> "the keys, handed out once as PKCS#12";
      case OPEN_MAILS -> "the decryption of the mails named below; no key is handed out";
      case TO_GATEWAY ->
          "the keys back in the hands of the gateway, which decrypts all mail to them from then on";
      case CUSTODIANS -> "other custodians in your place";
    };
  }

  private static void row(StringBuilder text, String name, String value) {
    text.append("%-9s %s%n".formatted(name, Line.of(value)));
  }
}
