package org.sealgate.smime;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.sealgate.mime.ContentType;
import org.sealgate.mime.Entity;
import org.sealgate.mime.HeaderBlock;

/** The Content-Type of a header with other parameters. */
final class ContentTypeField {
  private static final String NAME = "Content-Type";

  private ContentTypeField() {}

  /**
   * The header with these parameters. Where none of them was there, the field stays octet for octet
   * what it was, and they follow it.
   *
   * @param added name and value; values need no escaping
   * @param removed names of parameters that go first
   */
  static HeaderBlock with(HeaderBlock header, Map<String, String> added, List<String> removed) {
    String value = header.value(NAME).orElse("text/plain; charset=us-ascii");
    ContentType type = ContentType.parse(value);
    boolean known = removed.stream().anyMatch(type.parameters()::containsKey);
    String text = known ? without(type, removed) : trimmed(value);
    String with = text + parameters(added);
    // Nothing is read behind a type that is none; what readers take it for is written instead.
    boolean read = ContentType.parse(with).parameters().keySet().containsAll(added.keySet());
    return header.with(NAME, read ? with : type.mediaType() + parameters(added));
  }

  private static String parameters(Map<String, String> added) {
    StringBuilder text = new StringBuilder();
    added.forEach(
        (name, each) -> text.append("; ").append(name).append("=\"").append(each).append('"'));
    return text.toString();
  }

  /** The entity without a parameter; the very same where it has none of this name. */
  static Entity without(Entity entity, String parameter) {
    return entity.contentType().parameters().containsKey(parameter)
        ? Entity.of(with(entity.header(), Map.of(), List.of(parameter)), entity.body())
        : entity;
  }

  private static String trimmed(String value) {
    return value.replaceAll("[;\\s]+$", "");
  }

  private static String without(ContentType type, List<String> removed) {
    Map<String, String> kept = new TreeMap<>(type.parameters());
    removed.forEach(kept::remove);
    StringBuilder text = new StringBuilder(type.mediaType());
    kept.forEach((name, value) ->
        text.append("; ")
            .append(name)
            .append("=\"")
            .append(value.replaceAll("[\"\\\\]", "\\\\$0"))
            .append('"'));
    return text.toString();
  }
}
