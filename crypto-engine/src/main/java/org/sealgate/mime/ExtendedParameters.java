package org.sealgate.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Parameters that are continued or carry a character set (RFC 2231), put together. */
final class ExtendedParameters {
  private static final int MAX_SECTIONS = 200;

  private ExtendedParameters() {}

  static Map<String, String> decode(Map<String, String> raw) {
    if (raw.keySet().stream().noneMatch(name -> name.indexOf('*') > 0)) {
      return raw;
    }
    Map<String, String> decoded = new LinkedHashMap<>();
    raw.forEach((name, value) -> {
      int star = name.indexOf('*');
      if (star <= 0) {
        decoded.putIfAbsent(name, value);
      } else {
        String plain = name.substring(0, star);
        // The extended form wins over a plain one for old readers (RFC 6266, 4.3).
        decoded.put(plain, joined(raw, plain, value));
      }
    });
    return decoded;
  }

  /**
   * The parameters that have two values: their names stood there twice, or in two forms.
   *
   * @param names all names as they stood there
   * @param twice those that stood there twice
   */
  static Set<String> repeated(Set<String> names, Set<String> twice) {
    if (twice.isEmpty() && names.stream().noneMatch(name -> name.indexOf('*') > 0)) {
      return Set.of();
    }
    Set<String> doubled = twice.stream().map(ExtendedParameters::plain).collect(Collectors.toSet());
    return names.stream()
        .map(ExtendedParameters::plain)
        .filter(plain -> doubled.contains(plain) || forms(names, plain) > 1)
        .collect(Collectors.toUnmodifiableSet());
  }

  private static String plain(String name) {
    int star = name.indexOf('*');
    return star <= 0 ? name : name.substring(0, star);
  }

  /** In how many ways a parameter begins: as it is, extended, continued, both. */
  private static long forms(Set<String> names, String plain) {
    return Stream.of("", "*", "*0", "*0*").filter(form -> names.contains(plain + form)).count();
  }

  private static String joined(Map<String, String> raw, String name, String fallback) {
    String whole = raw.get(name + "*");
    if (whole != null) {
      Section section = Section.first(whole);
      return section.text();
    }
    StringBuilder plain = new StringBuilder();
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    Charset charset = StandardCharsets.UTF_8;
    for (int i = 0; i < MAX_SECTIONS; i++) {
      String encoded = raw.get(name + "*" + i + "*");
      String literal = raw.get(name + "*" + i);
      if (encoded != null) {
        Section section = i == 0 ? Section.first(encoded) : new Section(charset, percent(encoded));
        charset = section.charset();
        octets.writeBytes(section.octets());
      } else if (literal != null) {
        plain.append(octets.toString(charset)).append(literal);
        octets.reset();
      } else {
        break;
      }
    }
    plain.append(octets.toString(charset));
    return plain.isEmpty() ? fallback : plain.toString();
  }

  /** Octets in a character set. */
  private record Section(Charset charset, byte[] octets) {
    /** {@code charset'language'percent-encoded}; without the apostrophes UTF-8 is assumed. */
    static Section first(String value) {
      int one = value.indexOf('\'');
      int two = one < 0 ? -1 : value.indexOf('\'', one + 1);
      if (two < 0) {
        return new Section(StandardCharsets.UTF_8, percent(value));
      }
      Charset charset = EncodedWords.charset(value.substring(0, one));
      return new Section(charset, percent(value.substring(two + 1)));
    }

    String text() {
      return new String(octets, charset);
    }
  }

  private static byte[] percent(String value) {
    byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
    ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length);
    for (int i = 0; i < bytes.length; i++) {
      int high =
          bytes[i] == '%' && i + 2 <= bytes.length - 1 ? Character.digit(bytes[i + 1], 16) : -1;
      int low = high < 0 ? -1 : Character.digit(bytes[i + 2], 16);
      if (low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.write(bytes[i]);
      }
    }
    return out.toByteArray();
  }
}
