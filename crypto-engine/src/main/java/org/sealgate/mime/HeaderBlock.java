package org.sealgate.mime;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The header of a mail or MIME entity as the octets it came in (RFC 5322, 2.2), without the empty
 * line that ends it. Immutable: each change gives a new block in which every other field is the
 * same, octet for octet.
 */
public final class HeaderBlock {
  /** A block without fields. */
  public static final HeaderBlock EMPTY = new HeaderBlock(List.of());

  private final List<HeaderField> fields;

  HeaderBlock(List<HeaderField> fields) {
    this.fields = List.copyOf(fields);
  }

  /** A block of these fields. */
  public static HeaderBlock of(List<HeaderField> fields) {
    return new HeaderBlock(fields);
  }

  /** The block that these octets are; they need no empty line at their end. */
  public static HeaderBlock parse(byte[] raw, MimeLimits limits) {
    return HeaderScan.scan(raw, 0, raw.length, limits).block();
  }

  /** The fields in the order in which they stand, lines that are no fields among them. */
  public List<HeaderField> fields() {
    return fields;
  }

  /** The first field of this name, in any case. */
  public Optional<HeaderField> first(String name) {
    for (HeaderField field : fields) {
      if (field.isNamed(name)) {
        return Optional.of(field);
      }
    }
    return Optional.empty();
  }

  /** The value of the first field of this name ({@link HeaderField#value()}). */
  public Optional<String> value(String name) {
    return first(name).map(HeaderField::value);
  }

  /** All fields of this name. */
  public List<HeaderField> all(String name) {
    List<HeaderField> found = new ArrayList<>(2);
    for (HeaderField field : fields) {
      if (field.isNamed(name)) {
        found.add(field);
      }
    }
    return found;
  }

  /** True when there is a field of this name. */
  public boolean has(String name) {
    return first(name).isPresent();
  }

  /** The fields of which this is true. */
  public HeaderBlock only(Predicate<HeaderField> wanted) {
    List<HeaderField> kept = new ArrayList<>(fields.size());
    for (HeaderField field : fields) {
      if (wanted.test(field)) {
        kept.add(field);
      }
    }
    return new HeaderBlock(kept);
  }

  /** Without any field of this name. */
  public HeaderBlock without(String name) {
    return only(field -> !field.isNamed(name));
  }

  /** With this field at the place of the first of its name, or at the end; no other of its name. */
  public HeaderBlock with(HeaderField replacement) {
    List<HeaderField> changed = new ArrayList<>(fields.size() + 1);
    boolean placed = false;
    for (HeaderField field : fields) {
      if (!field.isNamed(replacement.name())) {
        changed.add(field);
      } else if (!placed) {
        changed.add(replacement);
        placed = true;
      }
    }
    if (!placed) {
      changed.add(replacement);
    }
    return new HeaderBlock(changed);
  }

  /** {@link #with(HeaderField)} of a new field. */
  public HeaderBlock with(String name, String value) {
    return with(HeaderField.of(name, value));
  }

  /** With this field after all others. */
  public HeaderBlock append(HeaderField field) {
    List<HeaderField> changed = new ArrayList<>(fields);
    changed.add(field);
    return new HeaderBlock(changed);
  }

  /** {@link #append(HeaderField)} of a new field. */
  public HeaderBlock append(String name, String value) {
    return append(HeaderField.of(name, value));
  }

  /** With this field before all others, as trace fields stand. */
  public HeaderBlock prepend(HeaderField field) {
    List<HeaderField> changed = new ArrayList<>(fields.size() + 1);
    changed.add(field);
    changed.addAll(fields);
    return new HeaderBlock(changed);
  }

  /** The fields of these, then the fields of those. */
  public HeaderBlock append(HeaderBlock more) {
    List<HeaderField> changed = new ArrayList<>(fields);
    changed.addAll(more.fields);
    return new HeaderBlock(changed);
  }

  /**
   * The fields as they stand, each with a line end, without the empty line after them. A last field
   * that came without a line end gets one.
   */
  public byte[] raw() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(length() + 2);
    for (HeaderField field : fields) {
      field.appendTo(out);
      if (!field.endsWithLineEnd()) {
        out.writeBytes(lineEnd());
      }
    }
    return out.toByteArray();
  }

  /** {@link #raw()} and the empty line. */
  public byte[] rawWithEmptyLine() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(length() + 4);
    out.writeBytes(raw());
    out.writeBytes(lineEnd());
    return out.toByteArray();
  }

  /**
   * The same fields with CRLF as line end, and a space for each CR that is no line end, so that
   * none of them turns into a field of its own.
   */
  public HeaderBlock canonical() {
    byte[] from = raw();
    ByteArrayOutputStream to = new ByteArrayOutputStream(from.length + 64);
    for (int i = 0; i < from.length; i++) {
      if (from[i] == '\n') {
        to.write('\r');
        to.write('\n');
      } else if (from[i] != '\r') {
        to.write(from[i]);
      } else if (!onlyCrBeforeLf(from, i)) {
        to.write(' ');
      }
    }
    byte[] text = to.toByteArray();
    return parse(text, MimeLimits.NONE);
  }

  private static boolean onlyCrBeforeLf(byte[] text, int from) {
    int at = from;
    while (at < text.length && text[at] == '\r') {
      at++;
    }
    return at < text.length && text[at] == '\n';
  }

  /** True where the first line ends with LF alone. */
  boolean hasBareLf() {
    return !fields.isEmpty() && fields.get(0).endsWithLineEnd() && !fields.get(0).endsWithCrlf();
  }

  /** CRLF, or LF where the fields are kept with LF. */
  private byte[] lineEnd() {
    for (HeaderField field : fields) {
      if (field.endsWithLineEnd()) {
        return field.endsWithCrlf() ? new byte[] {'\r', '\n'} : new byte[] {'\n'};
      }
    }
    return new byte[] {'\r', '\n'};
  }

  private int length() {
    int length = 0;
    for (HeaderField field : fields) {
      length += field.length();
    }
    return length;
  }

  @Override
  public String toString() {
    return "HeaderBlock[" + fields.size() + " fields]";
  }
}
