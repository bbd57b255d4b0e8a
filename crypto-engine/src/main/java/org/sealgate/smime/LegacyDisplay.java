package org.sealgate.smime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sealgate.mime.Base64Encoding;
import org.sealgate.mime.EncodedWords;
import org.sealgate.mime.Entity;
import org.sealgate.mime.HeaderBlock;
import org.sealgate.mime.HeaderField;
import org.sealgate.mime.MimeLimits;
import org.sealgate.mime.Octets;

/**
 * Hidden header fields once more at the top of the text, for readers that decrypt and know nothing
 * of protected fields (RFC 9788, 4.5.3 and 5.2.2): written where it is asked for, and taken away
 * where the fields themselves are shown.
 */
final class LegacyDisplay {
  /** The parameter of a part that has one. */
  static final String PARAMETER = "hp-legacy-display";

  private static final String CLASS = "header-protection-legacy-display";

  /** Longer texts stay as they are: nobody reads them, and they would have to fit into memory. */
  private static final int LONGEST = 8 << 20;

  /** Ends before the next tag: a search that runs on to the end takes hours of hostile text. */
  private static final Pattern BODY =
      Pattern.compile("<body(?:\\s[^<>]*+)?>", Pattern.CASE_INSENSITIVE);

  private static final Pattern ELEMENT =
      Pattern.compile(
          "\\s*<div\\s+class\\s*=\\s*[\"']?" + CLASS + "[\"']?\\s*>", Pattern.CASE_INSENSITIVE);
  private static final Pattern FIELD_LINE = Pattern.compile("[!-9;-~]+:.*|[ \\t].*");

  private LegacyDisplay() {}

  /** The payload without it. */
  static Entity removed(Entity payload, MimeLimits limits) throws IOException {
    return MainBody.rewritten(payload, limits, LegacyDisplay::removedOf);
  }

  private static Entity removedOf(Entity part) throws IOException {
    if (!part.contentType().token(PARAMETER).equals("1") || part.body().length() > LONGEST) {
      return part;
    }
    String text = text(part);
    Optional<String> without =
        switch (part.contentType().subtype()) {
          case "plain" -> withoutFields(text);
          case "html" -> withoutElement(text);
          default -> Optional.empty();
        };
    return without.isPresent()
        ? ContentTypeField.without(withText(part, without.get()), PARAMETER)
        : part;
  }

  /** The lines up to the first empty one, if they are header fields and nothing else. */
  private static Optional<String> withoutFields(String text) {
    int at = 0;
    while (at < text.length()) {
      int end = text.indexOf('\n', at);
      if (end < 0) {
        return Optional.empty();
      }
      String line = text.substring(at, end).replace("\r", "");
      if (line.isEmpty()) {
        return at == 0 ? Optional.empty() : Optional.of(text.substring(end + 1));
      }
      if (!FIELD_LINE.matcher(line).matches()) {
        return Optional.empty();
      }
      at = end + 1;
    }
    return Optional.empty();
  }

  private static Optional<String> withoutElement(String html) {
    Matcher body = BODY.matcher(html);
    int start = body.find() ? body.end() : 0;
    Matcher element = ELEMENT.matcher(html).region(start, html.length());
    if (!element.lookingAt()) {
      return Optional.empty();
    }
    String rest = html.substring(element.end());
    String lower = rest.toLowerCase(Locale.ROOT);
    int end = lower.indexOf("</div>");
    boolean nested = end >= 0 && lower.substring(0, end).contains("<div");
    return end < 0 || nested
        ? Optional.empty()
        : Optional.of(html.substring(0, start) + rest.substring(end + "</div>".length()));
  }

  /** The payload whose parts do not say that they have it. */
  static Entity unmarked(Entity payload, MimeLimits limits) throws IOException {
    return MainBody.rewritten(payload, limits, part -> ContentTypeField.without(part, PARAMETER));
  }

  /** The payload with these fields at the top of its text; where it has none, as it is. */
  static Entity added(Entity payload, List<HeaderField> hidden, MimeLimits limits)
      throws IOException {
    return hidden.isEmpty()
        ? payload
        : MainBody.rewritten(payload, limits, part -> addedTo(part, hidden));
  }

  private static Entity addedTo(Entity part, List<HeaderField> hidden) throws IOException {
    boolean html = part.contentType().subtype().equals("html");
    if (part.body().length() > LONGEST || !(html || part.contentType().subtype().equals("plain"))) {
      return part;
    }
    Optional<Charset> charset = charset(part);
    if (charset.isEmpty()) {
      return part;
    }
    String fields = fields(hidden, charset.get());
    String text = text(part);
    Matcher body = BODY.matcher(text);
    if (html && !body.find()) {
      return part;
    }
    String with =
        html
            ? text.substring(0, body.end()) + element(fields) + text.substring(body.end())
            : fields + "\r\n" + text;
    Entity changed = withText(part, with);
    HeaderBlock header =
        ContentTypeField.with(changed.header(), Map.of(PARAMETER, "1"), List.of(PARAMETER));
    return Entity.of(header, changed.body());
  }

  /** A character set in which ASCII is ASCII; others would need their whole text converted. */
  private static Optional<Charset> charset(Entity part) {
    String name = part.contentType().parameter("charset").orElse("us-ascii");
    try {
      Charset charset = Charset.forName(name);
      boolean ascii =
          Arrays.equals("Aa".getBytes(charset), "Aa".getBytes(ISO_8859_1)) && charset.canEncode();
      return ascii ? Optional.of(charset) : Optional.empty();
    } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
      return Optional.empty();
    }
  }

  /** A line for each field, one character for each octet of the part's character set. */
  private static String fields(List<HeaderField> hidden, Charset charset) {
    StringBuilder lines = new StringBuilder();
    for (HeaderField field : hidden) {
      String decoded = EncodedWords.decode(field.value()).replaceAll("\\s+", " ");
      boolean fits = charset.newEncoder().canEncode(decoded);
      byte[] value =
          fits ? decoded.getBytes(charset) : field.value().getBytes(StandardCharsets.US_ASCII);
      lines.append(field.name()).append(": ").append(new String(value, ISO_8859_1)).append("\r\n");
    }
    return lines.toString();
  }

  private static String element(String fields) {
    String escaped = fields.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    return "\r\n<div class=\"" + CLASS + "\">\r\n<pre>" + escaped.strip() + "</pre>\r\n</div>\r\n";
  }

  /** The text without its transfer encoding, one character for each octet. */
  private static String text(Entity part) throws IOException {
    try (InputStream in = part.decodedBody()) {
      return new String(in.readAllBytes(), ISO_8859_1);
    }
  }

  private static Entity withText(Entity part, String text) throws IOException {
    byte[] octets = text.getBytes(ISO_8859_1);
    if (!part.transferEncoding().transforms()) {
      boolean eightBit = text.chars().anyMatch(c -> c > 127);
      HeaderBlock header =
          eightBit ? part.header().with("Content-Transfer-Encoding", "8bit") : part.header();
      return Entity.of(header, Octets.of(octets));
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length * 3 / 2);
    Base64Encoding base64 = Base64Encoding.expecting(octets.length, out);
    base64.write(octets);
    base64.finish();
    HeaderBlock header = part.header().with("Content-Transfer-Encoding", "base64");
    return Entity.of(header, Octets.of(out.toByteArray()));
  }
}
