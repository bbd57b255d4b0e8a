package org.sealgate.config;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.deser.std.StdScalarDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.ldap.LdapQuery;
import org.sealgate.ldap.LdapSettings;
import org.sealgate.policy.AddressPattern;
import org.sealgate.policy.InboundPolicy;
import org.sealgate.policy.MailKind;
import org.sealgate.policy.Treatment;
import org.sealgate.provider.TokenUri;
import org.sealgate.smime.HeaderPolicy;

/** Reads the YAML into its shape; every error names file and line, and what was perhaps meant. */
final class YamlReader {
  private static final ObjectMapper MAPPER =
      JsonMapper.builder(new YAMLFactory())
          .propertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .addModule(values())
          .build();

  private final Path file;

  YamlReader(Path file) {
    this.file = file;
  }

  YamlFile read() {
    try {
      String text = Files.readString(file);
      YamlFile read = MAPPER.readValue(text.isBlank() ? "{}" : text, YamlFile.class);
      return read == null ? MAPPER.readValue("{}", YamlFile.class) : read;
    } catch (JsonProcessingException e) {
      throw problem(e);
    } catch (IOException e) {
      throw new SmimeException(
          ErrorCode.CONFIGURATION,
          "the configuration " + file + " cannot be read (" + Problem.of(e) + ")",
          e);
    }
  }

  private SmimeException problem(JsonProcessingException e) {
    JsonLocation location = e.getLocation();
    String where = location == null ? file.toString() : file + ":" + location.getLineNr();
    // Jackson's own message may quote the source, and the source may hold a secret.
    return new SmimeException(ErrorCode.CONFIGURATION, where + ": " + what(e));
  }

  private static String what(JsonProcessingException e) {
    return switch (e) {
      case UnrecognizedPropertyException unknown -> unknownKey(unknown);
      case MismatchedInputException mismatched when !mismatched.getPath().isEmpty() ->
          at(mismatched).orElse("") + ": " + expected(mismatched);
      case JsonMappingException mapping ->
          at(mapping).map(path -> path + ": ").orElse("") + firstLine(mapping.getOriginalMessage());
      default -> "no YAML: " + firstLine(e.getOriginalMessage());
    };
  }

  private static String unknownKey(UnrecognizedPropertyException unknown) {
    Collection<Object> ids = unknown.getKnownPropertyIds();
    List<String> known = ids == null ? List.of() : ids.stream().map(Object::toString).toList();
    String name = unknown.getPropertyName();
    return "unknown key '"
        + name
        + "'"
        + Spelling.nearest(name, known)
            .map(meant -> "; did you mean '" + meant + "'?")
            .orElse("; known here are " + String.join(", ", known));
  }

  /** Jackson speaks of Java types; people write lists, keys and words. */
  private static String expected(MismatchedInputException mismatched) {
    Class<?> type = mismatched.getTargetType();
    if (type == null) {
      return "a value of another kind is expected here";
    }
    if (type.isRecord()) {
      return "keys with values are expected here";
    }
    return Collection.class.isAssignableFrom(type)
        ? "a list is expected here, like [one, two]"
        : "a value of the kind " + type.getSimpleName().toLowerCase(Locale.ROOT) + " is expected";
  }

  private static Optional<String> at(JsonMappingException e) {
    StringBuilder path = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        path.append('[').append(step.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return path.isEmpty() ? Optional.empty() : Optional.of(path.toString());
  }

  private static String firstLine(@Nullable String text) {
    return text == null ? "" : text.lines().findFirst().orElse("");
  }

  private static SimpleModule values() {
    return new SimpleModule()
        .addDeserializer(Duration.class, new Text<>(Duration.class, TimeSpan::parse))
        .addDeserializer(OctetCount.class, new Text<>(OctetCount.class, OctetCount::parse))
        .addDeserializer(
            SecretReference.class, new Text<>(SecretReference.class, SecretReference::parse))
        .addDeserializer(TokenUri.class, new Text<>(TokenUri.class, TokenUri::parse))
        .addDeserializer(
            AddressPattern.class, new Text<>(AddressPattern.class, AddressPattern::parse))
        .addDeserializer(
            LdapSettings.Server.class, new Text<>(LdapSettings.Server.class, ServerText::parse))
        .addDeserializer(LdapSettings.Security.class, oneOf(LdapSettings.Security.class))
        .addDeserializer(
            NotificationSettings.Security.class, oneOf(NotificationSettings.Security.class))
        .addDeserializer(LdapQuery.Scope.class, oneOf(LdapQuery.Scope.class))
        .addDeserializer(YamlFile.Kind.class, oneOf(YamlFile.Kind.class))
        .addDeserializer(YamlFile.Form.class, oneOf(YamlFile.Form.class))
        .addDeserializer(MailKind.class, oneOf(MailKind.class))
        .addDeserializer(HeaderPolicy.class, oneOf(HeaderPolicy.class))
        .addDeserializer(Treatment.Sign.class, oneOf(Treatment.Sign.class))
        .addDeserializer(Treatment.Encrypt.class, oneOf(Treatment.Encrypt.class))
        .addDeserializer(Treatment.OnMissing.class, oneOf(Treatment.OnMissing.class))
        .addDeserializer(
            InboundPolicy.OnUndecryptable.class, oneOf(InboundPolicy.OnUndecryptable.class));
  }

  /** The constants of an enum as people write them: lower case, words joined by hyphens. */
  static List<String> words(Class<?> type) {
    return Arrays.stream(type.getEnumConstants())
        .map(each -> ((Enum<?>) each).name().toLowerCase(Locale.ROOT).replace('_', '-'))
        .toList();
  }

  private static <E extends Enum<E>> Text<E> oneOf(Class<E> type) {
    List<String> words = words(type);
    return new Text<>(
        type,
        text -> {
          int index = words.indexOf(text.strip().toLowerCase(Locale.ROOT));
          if (index < 0) {
            throw new IllegalArgumentException(
                "'" + text + "' is none of " + String.join(", ", words));
          }
          return type.getEnumConstants()[index];
        });
  }

  /** Reads a value from one word of text. */
  private static final class Text<T> extends StdScalarDeserializer<T> {
    private static final long serialVersionUID = 1L;

    private final transient Function<String, T> reader;

    Text(Class<T> type, Function<String, T> reader) {
      super(type);
      this.reader = reader;
    }

    @Override
    public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
      String text = parser.getValueAsString();
      if (text == null) {
        throw JsonMappingException.from(parser, "one word is expected here");
      }
      try {
        return reader.apply(text);
      } catch (IllegalArgumentException | ArithmeticException | SmimeException e) {
        throw JsonMappingException.from(parser, String.valueOf(e.getMessage()), e);
      }
    }
  }
}
