package org.sealgate.gateway.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;

/** JSON for scripts: indented, one value per call, a line end after it. */
final class Json {
  private static final ObjectMapper MAPPER =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);

  /** Octets go out when the buffer is full, not with every value. */
  private static final ObjectWriter WITHOUT_FLUSHING =
      MAPPER.writer().without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

  private Json() {}

  /** A new object. */
  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** Writes a value: a tree, a record, a list. */
  static void write(Object value, OutputStream out) throws IOException {
    MAPPER.writeValue(out, value);
    out.write('\n');
    out.flush();
  }

  /** Writes values one after the other; see {@link JsonStream}. */
  static JsonGenerator generator(OutputStream out) throws IOException {
    return WITHOUT_FLUSHING.createGenerator(out);
  }

  /** Writes a value where the generator stands. */
  static void write(ObjectNode value, JsonGenerator generator) throws IOException {
    WITHOUT_FLUSHING.writeValue(generator, value);
  }
}
