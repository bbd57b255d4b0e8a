package org.sealgate.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** A JSON Schema, as far as ours use it: any other keyword is an error, so that none is ignored. */
final class Schema {
  private static final Set<String> SILENT = Set.of("$schema", "$defs", "title", "description");

  private final JsonNode root;

  private Schema(JsonNode root) {
    this.root = root;
  }

  static Schema of(Path file) throws IOException {
    return new Schema(new ObjectMapper().readTree(file.toFile()));
  }

  /** What is wrong with a value, each with its place; empty where it is valid. */
  List<String> problems(JsonNode value) {
    return problems(root, value, "");
  }

  private List<String> problems(JsonNode schema, JsonNode value, String at) {
    List<String> problems = new ArrayList<>();
    schema
        .properties()
        .forEach(rule -> {
          if (!SILENT.contains(rule.getKey())) {
            problems.addAll(
                switch (rule.getKey()) {
                  case "$ref" -> problems(definition(rule.getValue().asText()), value, at);
                  case "oneOf" -> oneOf(rule.getValue(), value, at);
                  case "required" -> required(rule.getValue(), value, at);
                  case "properties" -> inside(rule.getValue(), value, at);
                  case "additionalProperties" -> more(schema, value, at);
                  case "items" -> items(rule.getValue(), value, at);
                  default -> check(holds(rule.getKey(), rule.getValue(), value), rule, at);
                });
          }
        });
    return problems;
  }

  private static List<String> check(boolean holds, Object rule, String at) {
    return holds ? List.of() : List.of(at + ": not " + rule);
  }

  private JsonNode definition(String reference) {
    return root.at(reference.substring(1));
  }

  private List<String> oneOf(JsonNode choices, JsonNode value, String at) {
    List<String> why = new ArrayList<>();
    int valid = 0;
    for (JsonNode choice : choices) {
      List<String> problems = problems(choice, value, at);
      valid += problems.isEmpty() ? 1 : 0;
      why.addAll(problems);
    }
    return valid == 1 ? List.of() : List.of(at + ": " + valid + " choices fit: " + why);
  }

  private static List<String> required(JsonNode names, JsonNode value, String at) {
    List<String> missing = new ArrayList<>();
    names.forEach(name -> missing.addAll(check(value.has(name.asText()), name, at)));
    return missing;
  }

  private List<String> inside(JsonNode schemas, JsonNode value, String at) {
    List<String> problems = new ArrayList<>();
    value
        .properties()
        .forEach(each -> {
          JsonNode schema = schemas.get(each.getKey());
          if (schema != null) {
            problems.addAll(problems(schema, each.getValue(), at + "/" + each.getKey()));
          }
        });
    return problems;
  }

  private static List<String> more(JsonNode schema, JsonNode value, String at) {
    List<String> unknown = new ArrayList<>();
    Iterator<String> names = value.fieldNames();
    names.forEachRemaining(
        name -> unknown.addAll(check(schema.get("properties").has(name), "known: " + name, at)));
    return unknown;
  }

  private List<String> items(JsonNode schema, JsonNode value, String at) {
    List<String> problems = new ArrayList<>();
    value.forEach(item -> problems.addAll(problems(schema, item, at + "[]")));
    return problems;
  }

  private static boolean holds(String keyword, JsonNode rule, JsonNode value) {
    return switch (keyword) {
      case "type" -> value.getNodeType().name().equalsIgnoreCase(rule.asText());
      case "const" -> rule.equals(value);
      case "enum" -> contains(rule, value);
      case "pattern" -> Pattern.compile(rule.asText()).matcher(value.asText()).find();
      case "format" -> isInstant(value.asText());
      default -> throw new IllegalArgumentException("the schema uses " + keyword);
    };
  }

  private static boolean contains(JsonNode choices, JsonNode value) {
    for (JsonNode choice : choices) {
      if (choice.equals(value)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isInstant(String text) {
    try {
      Instant.parse(text);
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }
}
