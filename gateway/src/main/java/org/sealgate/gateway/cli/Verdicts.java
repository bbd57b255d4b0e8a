package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.sealgate.smime.Verdict;

/** Verdicts on their way out: as text, or as one JSON value: an object, a list for several. */
final class Verdicts {
  private final Terminal terminal;
  private final boolean json;
  private final boolean several;
  private final ArrayNode all = JsonNodeFactory.instance.arrayNode();

  Verdicts(Terminal terminal, boolean json, boolean several) {
    this.terminal = terminal;
    this.json = json;
    this.several = several;
  }

  /**
   * Adds one.
   *
   * @param judged false where the message was only looked at
   */
  void add(String name, Verdict verdict, boolean judged) throws IOException {
    if (json) {
      ObjectNode object = all.addObject();
      if (several) {
        object.put("file", name);
      }
      VerdictTree.into(object, verdict);
    } else {
      String text = VerdictText.of(Input.shown(name), verdict, judged);
      terminal.out().write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Writes what is collected. */
  void finish() throws IOException {
    if (json) {
      Json.write(several ? all : all.get(0), terminal.out());
    }
  }
}
