package org.sealgate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A password or passphrase: characters that never appear in {@code toString} and can be wiped.
 * Every use of the characters is a call of {@link #chars()}, so that a search finds them all.
 */
public final class Secret implements AutoCloseable {
  private final char[] chars;

  private Secret(char[] chars) {
    this.chars = chars;
  }

  /** A secret of a copy of these characters. */
  public static Secret of(char[] chars) {
    return new Secret(chars.clone());
  }

  /**
   * A secret of these characters. A {@code String} cannot be wiped: for tests and generated ones.
   */
  public static Secret of(String text) {
    return new Secret(text.toCharArray());
  }

  /** The first line of a file, in UTF-8, without its line end. */
  public static Secret fromFile(Path file) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    CharBuffer text = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    int end = 0;
    while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
      end++;
    }
    char[] line = new char[end];
    text.get(line);
    Arrays.fill(bytes, (byte) 0);
    if (text.hasArray()) {
      Arrays.fill(text.array(), '\0');
    }
    return new Secret(line);
  }

  /** A copy of the characters, which the caller wipes. */
  public char[] chars() {
    return chars.clone();
  }

  /** True when there are no characters. */
  public boolean isEmpty() {
    return chars.length == 0;
  }

  /** Wipes the characters. */
  @Override
  public void close() {
    Arrays.fill(chars, '\0');
  }

  @Override
  public String toString() {
    return "Secret[not shown]";
  }
}
