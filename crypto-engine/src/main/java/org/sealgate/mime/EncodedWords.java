package org.sealgate.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Encoded words of header values (RFC 2047), for people's eyes: never for comparing addresses. */
public final class EncodedWords {
  private static final Pattern WORD =
      Pattern.compile("=\\?([^?*\\s]{1,64})(?:\\*[^?\\s]{0,64})?\\?([BbQq])\\?([^?\\s]*)\\?=");

  private EncodedWords() {}

  /**
   * The value with its encoded words decoded. White space between two of them vanishes, adjacent
   * ones of the same character set are joined before decoding (senders split in the middle of a
   * character), and what cannot be decoded stays as it is.
   */
  public static String decode(String value) {
    if (!value.contains("=?")) {
      return value;
    }
    StringBuilder text = new StringBuilder(value.length());
    Run run = new Run(text);
    Matcher word = WORD.matcher(value);
    int at = 0;
    while (word.find()) {
      String between = value.substring(at, word.start());
      byte[] octets = octets(word.group(2), word.group(3));
      if (octets == null || !run.isOpen() || !between.isBlank()) {
        run.close();
        text.append(between);
      }
      if (octets == null) {
        text.append(word.group());
      } else {
        run.add(charset(word.group(1)), octets);
      }
      at = word.end();
    }
    run.close();
    return text.append(value, at, value.length()).toString();
  }

  /** A character set by its name, or UTF-8 where it is unknown. */
  static Charset charset(String name) {
    try {
      return Charset.forName(name);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return StandardCharsets.UTF_8;
    }
  }

  private static byte @Nullable [] octets(String encoding, String text) {
    if (encoding.equalsIgnoreCase("Q")) {
      return quoted(text);
    }
    try {
      // Without padding, some leave it away, and it is not safe everywhere: see Base64Decoding.
      return Base64.getDecoder().decode(text.replaceAll("=+$", ""));
    } catch (IllegalArgumentException notBase64) {
      return null;
    }
  }

  private static byte[] quoted(String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int high =
          c == '=' && i + 2 <= text.length() - 1 ? Character.digit(text.charAt(i + 1), 16) : -1;
      int low = high < 0 ? -1 : Character.digit(text.charAt(i + 2), 16);
      if (low >= 0) {
        out.write(high << 4 | low);
        i += 2;
      } else {
        out.writeBytes((c == '_' ? " " : String.valueOf(c)).getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }

  /** Adjacent encoded words whose octets are one text. */
  private static final class Run {
    private final StringBuilder text;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
    private @Nullable Charset charset;

    Run(StringBuilder text) {
      this.text = text;
    }

    boolean isOpen() {
      return charset != null;
    }

    void add(Charset next, byte[] more) {
      if (!next.equals(charset)) {
        close();
        charset = next;
      }
      octets.writeBytes(more);
    }

    void close() {
      if (charset != null) {
        text.append(octets.toString(charset));
      }
      charset = null;
      octets.reset();
    }
  }
}
