package org.sealgate.gateway.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/**
 * One JSON object of lists, each row of which is written when it comes: a million take no more
 * memory than one. Where something fails on the way, the object stays unfinished, so that nobody
 * takes a part for the whole.
 */
final class JsonStream {
  private final JsonGenerator generator;
  private final OutputStream out;
  private int rows;

  private JsonStream(JsonGenerator generator, OutputStream out) {
    this.generator = generator;
    this.out = out;
  }

  /** Begins the object. */
  static JsonStream to(OutputStream out) throws IOException {
    JsonGenerator generator = Json.generator(out);
    generator.writeStartObject();
    return new JsonStream(generator, out);
  }

  /** Begins a list. */
  void list(String name) throws IOException {
    generator.writeArrayFieldStart(name);
  }

  /** Writes a row of the list. */
  void row(Consumer<ObjectNode> fields) {
    ObjectNode row = Json.object();
    fields.accept(row);
    try {
      Json.write(row, generator);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    rows++;
  }

  /** Ends the list. */
  void end() throws IOException {
    generator.writeEndArray();
  }

  /**
   * Ends the object.
   *
   * @return how many rows all its lists have together
   */
  int finish() throws IOException {
    generator.writeEndObject();
    generator.flush();
    out.write('\n');
    out.flush();
    return rows;
  }
}
