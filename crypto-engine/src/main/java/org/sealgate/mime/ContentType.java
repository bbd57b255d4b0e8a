package org.sealgate.mime;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A media type with its parameters (RFC 2045, 5.1; RFC 2231), in the forms found in real mail.
 *
 * @param type in lower case: {@code multipart}
 * @param subtype in lower case: {@code signed}
 * @param parameters decoded values by name in lower case; the first of a name
 * @param repeated names of parameters that stand there twice, or in two forms of RFC 2231
 */
public record ContentType(
    String type, String subtype, Map<String, String> parameters, Set<String> repeated) {
  /** What an entity without a Content-Type is (RFC 2045, 5.2). */
  public static final ContentType DEFAULT =
      new ContentType("text", "plain", Map.of("charset", "us-ascii"), Set.of());

  public ContentType {
    parameters = Map.copyOf(parameters);
    repeated = Set.copyOf(repeated);
  }

  /** The value of a Content-Type field; what is no media type at all is {@link #DEFAULT}. */
  public static ContentType parse(String value) {
    ParameterParser parser = new ParameterParser(value);
    String type = parser.token("/;");
    String subtype = parser.skip('/') ? parser.token("; \t") : "";
    if (type.isEmpty() || subtype.isEmpty()) {
      return DEFAULT;
    }
    Map<String, String> parameters = parser.parameters();
    return new ContentType(
        type.toLowerCase(Locale.ROOT),
        subtype.toLowerCase(Locale.ROOT),
        parameters,
        parser.repeated());
  }

  /** True for this type and subtype, given in lower case. */
  public boolean is(String type, String subtype) {
    return this.type.equals(type) && this.subtype.equals(subtype);
  }

  /** True for any {@code multipart}. */
  public boolean isMultipart() {
    return type.equals("multipart");
  }

  /** True for {@code message/rfc822} and {@code message/global} (RFC 6532, 3.7). */
  public boolean isMessage() {
    return type.equals("message") && (subtype.equals("rfc822") || subtype.equals("global"));
  }

  /** The value of a parameter, its name in lower case. */
  public Optional<String> parameter(String name) {
    return Optional.ofNullable(parameters.get(name));
  }

  /** The value of a parameter in lower case, or an empty string: for comparisons. */
  public String token(String name) {
    return parameters.getOrDefault(name, "").strip().toLowerCase(Locale.ROOT);
  }

  /** Type, slash, subtype, in lower case. */
  public String mediaType() {
    return type + "/" + subtype;
  }
}
