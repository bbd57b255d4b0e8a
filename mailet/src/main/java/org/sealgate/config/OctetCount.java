package org.sealgate.config;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A size in octets, written {@code 1048576}, {@code 10MB} or {@code 10MiB}. */
record OctetCount(long octets) {
  private static final Pattern TEXT = Pattern.compile("(\\d{1,15})\\s*(k|m|g)?(i?)b?");

  static OctetCount parse(String text) {
    Matcher matcher = TEXT.matcher(text.strip().toLowerCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a size is written like 50MiB, 10MB or 1048576");
    }
    String letter = matcher.group(2) == null ? "" : matcher.group(2);
    int power = " kmg".indexOf(letter.isEmpty() ? " " : letter);
    long unit = matcher.group(3).isEmpty() ? 1000 : 1024;
    long octets = Long.parseLong(matcher.group(1));
    for (int i = 0; i < power; i++) {
      octets = Math.multiplyExact(octets, unit);
    }
    return new OctetCount(octets);
  }
}
