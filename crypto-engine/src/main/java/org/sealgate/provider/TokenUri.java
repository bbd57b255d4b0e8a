package org.sealgate.provider;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * Which token, and what on it: a PKCS #11 URI (RFC 7512), like {@code
 * pkcs11:token=gateway;object=alice?module-path=/usr/lib/softhsm/libsofthsm2.so&pin-source=file:pin}.
 * What is known nothing of is refused, and so is a PIN.
 *
 * @param module the library that speaks to the token; an absolute path
 * @param token what its token must have, each under its attribute's name: token, manufacturer,
 *     model, serial, slot-id; none: any
 * @param object the label of what is meant on it; empty where it is everything
 * @param pinSource where the PIN is; empty where the URI does not say
 */
public record TokenUri(
    Path module, Map<String, String> token, Optional<String> object, Optional<String> pinSource) {
  static final String LABEL = "token";
  static final String MANUFACTURER = "manufacturer";
  static final String MODEL = "model";
  static final String SERIAL = "serial";
  static final String SLOT = "slot-id";

  private static final String SCHEME = "pkcs11:";
  private static final String OBJECT = "object";
  private static final String TYPE = "type";
  private static final String MODULE = "module-path";
  private static final String PIN_SOURCE = "pin-source";
  private static final Set<String> OF_TOKEN = Set.of(LABEL, MANUFACTURER, MODEL, SERIAL, SLOT);
  private static final Set<String> TYPES = Set.of("cert", "private", "secret-key");

  public TokenUri {
    token = Map.copyOf(token);
  }

  /** True for what is meant to be one. */
  public static boolean isOne(String text) {
    return text.regionMatches(true, 0, SCHEME, 0, SCHEME.length());
  }

  /**
   * Reads one.
   *
   * @throws SmimeException USAGE where it is none, or says what cannot be heeded; the message does
   *     not repeat values, one of which may be a PIN
   */
  public static TokenUri parse(String text) {
    if (!isOne(text)) {
      throw wrong("it does not begin with " + SCHEME);
    }
    String rest = text.substring(SCHEME.length());
    int mark = rest.indexOf('?');
    String path = mark < 0 ? rest : rest.substring(0, mark);
    Map<String, String> inPath = attributes(path, ";");
    Map<String, String> query = attributes(mark < 0 ? "" : rest.substring(mark + 1), "&");
    inPath.keySet().forEach(TokenUri::requireKnownInPath);
    query.keySet().forEach(TokenUri::requireKnownInQuery);
    requireType(inPath.getOrDefault(TYPE, "cert"));
    return new TokenUri(
        module(query),
        inPath.entrySet().stream()
            .filter(attribute -> OF_TOKEN.contains(attribute.getKey()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)),
        Optional.ofNullable(inPath.get(OBJECT)),
        Optional.ofNullable(query.get(PIN_SOURCE)));
  }

  private static Map<String, String> attributes(String part, String separator) {
    Map<String, String> attributes = new LinkedHashMap<>();
    if (part.isEmpty()) {
      return attributes;
    }
    for (String attribute : part.split(separator, -1)) {
      int equals = attribute.indexOf('=');
      if (equals < 1) {
        throw wrong("between two '" + separator + "' stands name=value");
      }
      String name = attribute.substring(0, equals);
      if (attributes.put(name, decoded(name, attribute.substring(equals + 1))) != null) {
        throw wrong(name + " stands there twice");
      }
    }
    return attributes;
  }

  /** Percent-encoding (RFC 3986, 2.1) of UTF-8. */
  private static String decoded(String name, String value) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    byte[] text = value.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < text.length; i++) {
      if (text[i] != '%') {
        octets.write(text[i]);
        continue;
      }
      int high = digit(text, i + 1);
      int low = digit(text, i + 2);
      if (high < 0 || low < 0) {
        throw wrong(name + ": behind a '%' stand two hexadecimal digits");
      }
      octets.write(high << 4 | low);
      i += 2;
    }
    return utf8(name, octets.toByteArray());
  }

  private static int digit(byte[] text, int at) {
    return at < text.length ? Character.digit(text[at], 16) : -1;
  }

  private static String utf8(String name, byte[] octets) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
    } catch (CharacterCodingException e) {
      throw wrong(name + ": it is no UTF-8");
    }
  }

  private static void requireKnownInPath(String name) {
    if (name.equals("id")) {
      throw wrong("id is not supported: name the object by its label, object=LABEL");
    }
    if (!OF_TOKEN.contains(name) && !name.equals(OBJECT) && !name.equals(TYPE)) {
      throw wrong(
          "the attribute '"
              + name
              + "' is not known; known are token, manufacturer, model, serial, slot-id, object and"
              + " type");
    }
  }

  private static void requireKnownInQuery(String name) {
    if (name.equals("pin-value")) {
      throw wrong(
          "pin-value would show the PIN to everybody who sees the command line or this file: write"
              + " it into a file, and pin-source=file:PATH here");
    }
    if (!name.equals(MODULE) && !name.equals(PIN_SOURCE)) {
      throw wrong(
          "the attribute '" + name + "' is not known; known are module-path and pin-source");
    }
  }

  private static void requireType(String type) {
    if (!TYPES.contains(type)) {
      throw wrong("type is one of cert, private and secret-key");
    }
  }

  private static Path module(Map<String, String> query) {
    String path = query.getOrDefault(MODULE, "");
    try {
      Path module = Path.of(path);
      if (module.isAbsolute() && path.chars().noneMatch(Character::isISOControl)) {
        return module;
      }
    } catch (InvalidPathException e) {
      // As one that is missing.
    }
    throw wrong(
        "it does not name the token's library: end it with ?module-path=PATH, an absolute path");
  }

  private static SmimeException wrong(String what) {
    return new SmimeException(ErrorCode.USAGE, "a PKCS #11 URI (RFC 7512) is wrong: " + what);
  }

  /** What the token is called among people: its label, or what else the URI says of it. */
  public String name() {
    if (token.containsKey(LABEL)) {
      return "token '" + token.get(LABEL) + "'";
    }
    String said =
        token.entrySet().stream()
            .map(attribute -> attribute.getKey() + " " + attribute.getValue())
            .sorted()
            .collect(Collectors.joining(", "));
    return said.isEmpty() ? "token of " + module : "token with " + said;
  }

  /** What it means, without where the PIN is: for reports. */
  @Override
  public String toString() {
    return name() + object.map(label -> ", object '" + label + "'").orElse("");
  }
}
