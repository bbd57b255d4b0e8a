package org.sealgate.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

final class SchemaTest {
  @Test
  void theSchemaHasTheSameKeysAndWordsAsTheReader() throws IOException {
    JsonNode schema =
        new ObjectMapper().readTree(Path.of("..", "docs", "sealgate.schema.json").toFile());

    compare(YamlFile.class, schema, "");
  }

  private static void compare(Class<?> shape, JsonNode schema, String path) {
    List<RecordComponent> components = Arrays.asList(shape.getRecordComponents());
    assertThat(schema.path("properties").fieldNames())
        .toIterable()
        .as("keys of %s", path)
        .containsExactlyInAnyOrderElementsOf(components.stream().map(SchemaTest::key).toList());
    assertThat(schema.path("additionalProperties").asBoolean(true)).as(path).isFalse();
    for (RecordComponent component : components) {
      compare(component, schema.path("properties").path(key(component)), path + key(component));
    }
  }

  private static void compare(RecordComponent component, JsonNode schema, String path) {
    boolean isList = component.getType() == List.class;
    Class<?> type = isList ? element(component.getGenericType()) : component.getType();
    JsonNode described = isList ? schema.path("items") : schema;
    if (type.isEnum()) {
      assertThat(described.path("enum"))
          .as("words of %s", path)
          .extracting(JsonNode::asText)
          .containsExactlyInAnyOrderElementsOf(YamlReader.words(type));
    } else if (type.isRecord() && type.getEnclosingClass() == YamlFile.class) {
      compare(type, described, path + ".");
    }
  }

  private static Class<?> element(Type list) {
    return (Class<?>) ((ParameterizedType) list).getActualTypeArguments()[0];
  }

  private static String key(RecordComponent component) {
    return component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
