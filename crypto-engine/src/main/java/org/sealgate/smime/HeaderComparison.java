package org.sealgate.smime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.sealgate.mime.EncodedWords;
import org.sealgate.mime.HeaderBlock;
import org.sealgate.mime.HeaderField;
import org.sealgate.smime.HeaderProtection.Field;
import org.sealgate.smime.HeaderProtection.Outside;
import org.sealgate.smime.HeaderProtection.Protection;
import org.sealgate.smime.HeaderProtection.Scheme;

/** Protected header fields beside those outside: what protects each, and which differ. */
final class HeaderComparison {
  private final ProtectedPayload payload;
  private final HeaderBlock mail;
  private final Values protectedValues;
  private final Values intended;
  private final Values found;
  private final boolean signed;
  private final boolean encrypted;

  /**
   * @param mail the header outside
   * @param signed true where the payload is signed, and every signature over it holds
   * @param encrypted true where the payload was encrypted
   */
  HeaderComparison(ProtectedPayload payload, HeaderBlock mail, boolean signed, boolean encrypted) {
    this.payload = payload;
    this.mail = mail;
    this.protectedValues = Values.of(payload.header().fields());
    this.intended = Values.of(payload.outer());
    this.found = Values.of(mail.fields());
    this.signed = signed;
    this.encrypted = encrypted;
  }

  HeaderProtection fields() {
    List<Field> fields = new ArrayList<>();
    for (HeaderField field : payload.header().fields()) {
      Outside outside = outside(field);
      fields.add(
          new Field(
              field.name(),
              field.value(),
              protection(field),
              outside,
              outside == Outside.SAME ? Optional.empty() : mail.value(field.name())));
    }
    return new HeaderProtection(payload.scheme(), fields);
  }

  /** What is to be said beside the fields themselves. */
  List<Finding> findings() {
    List<Finding> findings = new ArrayList<>();
    if (payload.scheme() == Scheme.CIPHER && !encrypted) {
      findings.add(
          Finding.warn(
              "cipher-not-encrypted",
              "its author meant it to be encrypted, and it came without encryption"));
    }
    fromFinding().ifPresent(findings::add);
    named(changed())
        .ifPresent(names ->
            findings.add(
                Finding.warn(
                    "header-changed",
                    "the header outside is not as the author left it, protected is another "
                        + names)));
    named(added())
        .ifPresent(names ->
            findings.add(
                Finding.warn(
                    "header-added",
                    "the header outside has what its author did not write: " + names)));
    return findings;
  }

  /** RFC 9788, 4.4: a protected author says nothing for another one who is shown. */
  private Optional<Finding> fromFinding() {
    return fromDiffers()
        ? Optional.of(
            Finding.fail(
                "from-differs",
                "the protected From is "
                    + ProtectedPayload.authors(payload.header())
                    + ", the header outside says "
                    + ProtectedPayload.authors(mail)))
        : Optional.empty();
  }

  /** True where the addresses differ; a display name alone makes no difference. */
  boolean fromDiffers() {
    return payload.header().has("From")
        && mail.has("From")
        && !ProtectedPayload.authors(payload.header()).equals(ProtectedPayload.authors(mail));
  }

  private Stream<String> changed() {
    return fields().fields().stream()
        .filter(field -> field.outside() == Outside.CHANGED)
        .map(Field::name);
  }

  /** Fields an author writes that stand outside only; where all of the author's are inside. */
  private Stream<String> added() {
    return mail.fields().stream()
        .filter(field -> payload.isComplete() && DeliveredHeader.isForReplies(field))
        .map(HeaderField::name)
        .filter(name -> !payload.header().has(name));
  }

  private static Optional<String> named(Stream<String> names) {
    String joined = String.join(", ", names.distinct().toList());
    return joined.isEmpty() ? Optional.empty() : Optional.of(joined);
  }

  private Protection protection(HeaderField field) {
    // The author says what was left outside; what stands there is no secret, whatever he says.
    boolean secret =
        encrypted
            && payload.scheme() != Scheme.CLEAR
            && !intended.have(field)
            && !found.have(field);
    if (secret) {
      return signed ? Protection.SIGNED_AND_ENCRYPTED : Protection.ENCRYPTED_ONLY;
    }
    return signed ? Protection.SIGNED_ONLY : Protection.UNPROTECTED;
  }

  private Outside outside(HeaderField field) {
    List<String> there = found.of(field);
    if (there.equals(protectedValues.of(field))) {
      return Outside.SAME;
    }
    if (!encrypted) {
      return Outside.CHANGED;
    }
    return switch (payload.scheme()) {
      case CLEAR -> Outside.CHANGED;
      case CIPHER -> there.equals(intended.of(field)) ? Outside.HIDDEN : Outside.CHANGED;
      case WRAPPED, PROTECTED_HEADERS_V1 -> Outside.HIDDEN;
    };
  }

  /**
   * Values by the name of their field, read once: a hostile header repeats one name thousandfold.
   */
  private record Values(Map<String, List<String>> byName) {
    static Values of(List<HeaderField> fields) {
      return new Values(
          fields.stream()
              .collect(
                  Collectors.groupingBy(
                      Values::key, Collectors.mapping(Values::comparable, Collectors.toList()))));
    }

    List<String> of(HeaderField field) {
      return byName.getOrDefault(key(field), List.of());
    }

    boolean have(HeaderField field) {
      return of(field).contains(comparable(field));
    }

    private static String key(HeaderField field) {
      return field.name().toLowerCase(Locale.ROOT);
    }

    /** Folding and encoded words are changed on the way by programs that mean no harm. */
    private static String comparable(HeaderField field) {
      return EncodedWords.decode(field.value()).replaceAll("\\s+", " ").strip();
    }
  }
}
