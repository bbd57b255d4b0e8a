package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.sealgate.archive.ArchivedIdentity;
import org.sealgate.archive.KeyArchive;
import org.sealgate.archive.PendingKey;
import org.sealgate.config.Sealgate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code sealgate keys list}. */
@Command(
    name = "list",
    description = "List the identities of the archive, newest first; of one address, or all.")
final class KeysListCommand implements Callable<Integer>, Doing {
  private final Terminal terminal;

  @Mixin private final ConfigOption config = new ConfigOption();

  @Option(names = "--json", description = "One JSON object instead of text.")
  private boolean json;

  @Parameters(paramLabel = "ADDRESS", arity = "0..1", description = "Whose; all without it.")
  private String address = "";

  KeysListCommand(Terminal terminal) {
    this.terminal = terminal;
  }

  @Override
  public String doing() {
    return "list the key archive";
  }

  @Override
  public Integer call() throws IOException {
    try (Sealgate sealgate = config.require(terminal, "to know where the key archive is")) {
      KeyArchive archive = KeysCommand.archive(sealgate);
      List<PendingKey> pending = pending(archive);
      int count = json ? asJson(archive, pending) : asText(archive, pending);
      return !address.isEmpty() && count == 0 ? 1 : 0;
    }
  }

  private int asJson(KeyArchive archive, List<PendingKey> pending) throws IOException {
    JsonStream object = JsonStream.to(terminal.out());
    object.list("identities");
    forEach(archive, entry -> object.row(row -> KeysCommand.into(row, entry)));
    object.end();
    object.list("pending");
    pending.forEach(key -> object.row(row -> into(row, key)));
    object.end();
    return object.finish();
  }

  private int asText(KeyArchive archive, List<PendingKey> pending) {
    AtomicInteger count = new AtomicInteger(pending.size());
    forEach(
        archive,
        entry -> {
          write(KeysCommand.line(entry));
          count.incrementAndGet();
        });
    pending.forEach(key -> write(line(key)));
    return count.get();
  }

  private void write(String line) {
    KeysCommand.write(terminal, line);
  }

  private List<PendingKey> pending(KeyArchive archive) {
    return archive.pending().stream()
        .filter(key -> address.isEmpty() || key.address().equalsIgnoreCase(address))
        .toList();
  }

  private static void into(ObjectNode object, PendingKey key) {
    object
        .put("id", key.id())
        .put("address", key.address())
        .put("algorithm", key.algorithm())
        .put("purpose", VerdictTree.word(key.purpose()))
        .put("madeAt", key.madeAt().toString());
  }

  private static String line(PendingKey key) {
    return "%s  %-12s %-10s %-10s since %s  %s%n"
        .formatted(
            key.id().substring(0, 16),
            "pending",
            VerdictTree.word(key.purpose()),
            key.algorithm(),
            key.madeAt().toString().substring(0, 10),
            Line.of(key.address()));
  }

  private void forEach(KeyArchive archive, Consumer<ArchivedIdentity> taker) {
    if (address.isEmpty()) {
      archive.forEach(taker);
    } else {
      archive.of(KeysCommand.address(address)).forEach(taker);
    }
  }
}
