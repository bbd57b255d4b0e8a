package org.sealgate.archive;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;
import org.sealgate.archive.ArchiveLocation.OnServer;

/**
 * What an SQLState means to the operator (PostgreSQL, appendix A). The server's own words are given
 * on; its details, which may hold values of a row, are not asked for.
 *
 * @param location whose failures they are
 */
record PostgresFailures(OnServer location) {
  private static final Set<String> SHUTTING_DOWN = Set.of("57P01", "57P02", "57P03", "57P05");
  private static final Set<String> BUSY = Set.of("55P03", "57014", "40001", "40P01", "53300");

  /** True where the connection is gone, and another may do. */
  static boolean isBroken(SQLException e) {
    String state = state(e);
    return state.startsWith("08") || SHUTTING_DOWN.contains(state) || state.equals("25P03");
  }

  /** The failure in our words. */
  SmimeException of(Throwable thrown) {
    SQLException e = cause(thrown, SQLException.class).orElseGet(() -> new SQLException(thrown));
    if (e instanceof SQLTransientConnectionException && e.getCause() instanceof SQLException real) {
      return of(real);
    }
    String state = state(e);
    if (cause(e, SSLException.class).isPresent()) {
      return failure(
          ErrorCode.CONFIGURATION, "TLS fails: " + tls(e) + "; see sslmode and sslrootcert", e);
    }
    return switch (state.length() < 2 ? "" : state.substring(0, 2)) {
      case "08" -> state.equals("08004") ? refused(e) : away(e);
      case "28" -> refused(e);
      case "3D", "3F" -> failure(ErrorCode.CONFIGURATION, words(e) + ": create it first", e);
      case "25" -> failure(ErrorCode.UNAVAILABLE, "the server only reads now: " + words(e), e);
      default -> byState(state, e);
    };
  }

  private SmimeException byState(String state, SQLException e) {
    if (SHUTTING_DOWN.contains(state) || e instanceof SQLTransientConnectionException) {
      return away(e);
    }
    if (BUSY.contains(state)) {
      return failure(ErrorCode.UNAVAILABLE, "the server is busy: " + words(e) + "; try again", e);
    }
    if (state.equals("42501")) {
      return failure(
          ErrorCode.CONFIGURATION, words(e) + ": grant it, or open once as the owner", e);
    }
    return failure(ErrorCode.IO, words(e), e);
  }

  /** The connection broke between the commit and the answer to it. */
  SmimeException unknownOutcome(SQLException e) {
    return failure(
        ErrorCode.UNAVAILABLE,
        "the connection broke while a change was committed: it is there as a whole or not at all,"
            + " look before you try again",
        e);
  }

  private SmimeException refused(SQLException e) {
    return failure(
        ErrorCode.CONFIGURATION,
        "the server does not let us in: " + words(e) + "; check user and password",
        e);
  }

  private SmimeException away(SQLException e) {
    return failure(ErrorCode.UNAVAILABLE, "the server does not answer: " + words(e), e);
  }

  private SmimeException failure(ErrorCode code, String why, Exception e) {
    return new SmimeException(code, "the key archive " + location + ": " + why, e);
  }

  private static String words(SQLException e) {
    String message = String.valueOf(e.getMessage());
    return message.lines().findFirst().orElse("").replaceFirst("\\.$", "");
  }

  private static String tls(SQLException e) {
    return cause(e, SSLException.class).map(Throwable::getMessage).orElse("");
  }

  private static String state(SQLException e) {
    return Optional.ofNullable(e.getSQLState()).orElse("");
  }

  private static <T extends Throwable> Optional<T> cause(Throwable e, Class<T> type) {
    @Nullable Throwable each = e;
    for (int depth = 0; each != null && depth < 10; depth++) {
      if (type.isInstance(each)) {
        return Optional.of(type.cast(each));
      }
      each = each.getCause();
    }
    return Optional.empty();
  }
}
