package org.sealgate.archive;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * Where a PostgreSQL database is: {@code postgresql://USER@HOST:PORT/DATABASE?NAME=VALUE&...}, with
 * {@code jdbc:} before it or not, and several hosts with commas between them. The parameters are
 * those of the JDBC driver: {@code sslmode}, {@code sslrootcert}, {@code sslcert}, {@code sslkey},
 * {@code currentSchema} and so on. A secret has no place in it.
 *
 * @param hosts with their ports, as written
 * @param database its name
 * @param user whom the server is to know
 * @param parameters for the driver
 */
public record PostgresUrl(
    String hosts, String database, Optional<String> user, Map<String, String> parameters) {
  private static final Pattern FORM =
      Pattern.compile(
          "(?:jdbc:)?postgres(?:ql)?://(?:(?<user>[^@/?]+)@)?(?<hosts>[^@/?]+)/(?<database>[^/?]+)"
              + "(?:\\?(?<parameters>.*))?");
  private static final Set<String> SECRETS = Set.of("password", "sslpassword");
  private static final Pattern LOOPBACK =
      Pattern.compile("(?:localhost|127(?:\\.\\d+){3}|\\[::1])(?::\\d+)?");

  public PostgresUrl {
    parameters = Map.copyOf(parameters);
  }

  /** True where the text is meant as a URL and not as the name of a file. */
  public static boolean isUrl(String text) {
    return text.contains("://") || text.startsWith("jdbc:");
  }

  /**
   * Reads a URL.
   *
   * @throws SmimeException CONFIGURATION where it is none, or holds a password
   */
  public static PostgresUrl parse(String url) {
    Matcher form = FORM.matcher(url);
    if (!form.matches()) {
      throw new SmimeException(
          ErrorCode.CONFIGURATION,
          "the URL of the key archive is not understood:"
              + " write postgresql://USER@HOST:PORT/DATABASE");
    }
    Map<String, String> parameters = parameters(Optional.ofNullable(form.group("parameters")));
    Optional<String> user =
        Optional.ofNullable(form.group("user"))
            .map(PostgresUrl::decoded)
            .or(() -> Optional.ofNullable(parameters.get("user")));
    boolean holdsSecret = user.orElse("").contains(":");
    if (holdsSecret || parameters.keySet().stream().anyMatch(SECRETS::contains)) {
      throw new SmimeException(
          ErrorCode.CONFIGURATION,
          "the URL of the key archive holds a password: put it in a file or the environment");
    }
    parameters.remove("user");
    return new PostgresUrl(form.group("hosts"), decoded(form.group("database")), user, parameters);
  }

  private static Map<String, String> parameters(Optional<String> query) {
    Map<String, String> parameters = new TreeMap<>();
    for (String each : query.map(text -> List.of(text.split("&", -1))).orElse(List.of())) {
      String[] parts = each.split("=", 2);
      if (!parts[0].isEmpty()) {
        parameters.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
      }
    }
    return parameters;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
  }

  /** True where every host is this machine. */
  boolean isLoopback() {
    return Arrays.stream(hosts.split(",", -1)).allMatch(host -> LOOPBACK.matcher(host).matches());
  }

  /** True where there is more than one host. */
  boolean hasStandby() {
    return hosts.contains(",");
  }

  /** For people: host and database. */
  @Override
  public String toString() {
    return "postgresql://" + hosts + "/" + database;
  }
}
