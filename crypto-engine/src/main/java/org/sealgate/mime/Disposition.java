package org.sealgate.mime;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * A Content-Disposition (RFC 2183).
 *
 * @param kind in lower case: {@code attachment}, {@code inline}
 * @param parameters decoded values by name in lower case
 */
public record Disposition(String kind, Map<String, String> parameters) {
  public Disposition {
    parameters = Map.copyOf(parameters);
  }

  /** The value of a Content-Disposition field. */
  public static Disposition parse(String value) {
    ParameterParser parser = new ParameterParser(value);
    String kind = parser.token(";").toLowerCase(Locale.ROOT);
    return new Disposition(kind, parser.parameters());
  }

  /** The file name, with encoded words decoded, which do not belong there but are common. */
  public Optional<String> filename() {
    return Optional.ofNullable(parameters.get("filename")).map(EncodedWords::decode);
  }
}
