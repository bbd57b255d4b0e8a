package org.sealgate.policy;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.sealgate.certificate.AddressList;
import org.sealgate.certificate.EmailAddress;

/**
 * The header fields of a mail, in order, unfolded: what policies look at.
 *
 * @param fields name and value of each
 */
public record MailHeaders(List<Field> fields) {
  public MailHeaders {
    fields = List.copyOf(fields);
  }

  /** One field; the value is unfolded here. */
  public record Field(String name, String value) {
    public Field {
      value = value.replaceAll("\r?\n", "").strip();
    }
  }

  /** The value of the first field of this name. */
  public Optional<String> first(String name) {
    return all(name).stream().findFirst();
  }

  /** The values of all fields of this name. */
  public List<String> all(String name) {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase(name))
        .map(Field::value)
        .toList();
  }

  /** True where there is such a field. */
  public boolean has(String name) {
    return first(name).isPresent();
  }

  /** The mailboxes in From; empty also where a piece of it cannot be read (RFC 8550, 3). */
  public List<EmailAddress> from() {
    List<AddressList> lists = all("From").stream().map(AddressList::parse).toList();
    if (lists.size() != 1 || !lists.getFirst().unreadable().isEmpty()) {
      return List.of();
    }
    return lists.getFirst().addresses();
  }

  /** The mailboxes everybody sees: To and Cc. */
  public List<EmailAddress> visibleRecipients() {
    return fields.stream()
        .filter(field -> field.name().equalsIgnoreCase("To") || field.name().equalsIgnoreCase("Cc"))
        .flatMap(field -> AddressList.parse(field.value()).addresses().stream())
        .distinct()
        .toList();
  }

  /** The media type of Content-Type in lower case; {@code text/plain} where there is none. */
  public String mediaType() {
    String value = first("Content-Type").orElse("text/plain");
    int parameters = value.indexOf(';');
    String type = parameters < 0 ? value : value.substring(0, parameters);
    return type.strip().toLowerCase(Locale.ROOT);
  }

  /** True where the lower-cased value of a field contains the text. */
  boolean contains(String name, String text) {
    return all(name).stream()
        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(text.toLowerCase(Locale.ROOT)));
  }
}
