package org.sealgate.ldap;

import java.time.Duration;
import java.util.List;
import org.sealgate.ErrorCode;
import org.sealgate.SmimeException;

/**
 * How to reach a directory and what to ask of it.
 *
 * @param servers one directory on one or more servers, in the order of preference; at least one
 * @param connection how the connections are secured and authenticated
 * @param query what to ask
 * @param limits how long and how much at most
 * @param expiry how long answers are kept
 */
public record LdapSettings(
    List<Server> servers, Connection connection, LdapQuery query, Limits limits, Expiry expiry) {

  public LdapSettings {
    servers = List.copyOf(servers);
    if (servers.isEmpty()) {
      throw new SmimeException(
          ErrorCode.CONFIGURATION, "the directory has no server: name at least one host");
    }
  }

  /** With the default limits and expiry. */
  public static LdapSettings of(List<Server> servers, Connection connection, LdapQuery query) {
    return new LdapSettings(servers, connection, query, Limits.DEFAULT, Expiry.DEFAULT);
  }

  /** The same with other limits. */
  public LdapSettings with(Limits other) {
    return new LdapSettings(servers, connection, query, other, expiry);
  }

  /** The same with another expiry. */
  public LdapSettings with(Expiry other) {
    return new LdapSettings(servers, connection, query, limits, other);
  }

  /** The URL of the first server, which names the directory in decisions. */
  public String url() {
    String scheme = connection.security() == Security.LDAPS ? "ldaps" : "ldap";
    return scheme + "://" + servers.getFirst();
  }

  /** One server. */
  public record Server(String host, int port) {
    public Server {
      if (host.isBlank() || port < 1 || port > 65535) {
        throw new SmimeException(
            ErrorCode.CONFIGURATION,
            "no directory server: '" + host + "' port " + port + "; give a host and 1 to 65535");
      }
    }

    @Override
    public String toString() {
      return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
  }

  /** What protects a connection. */
  public enum Security {
    /** Nothing: for loopback and tests. */
    NONE,
    /** TLS begun inside the plain port (RFC 4511, 4.14). */
    STARTTLS,
    /** TLS from the first octet. */
    LDAPS
  }

  /**
   * How long and how much at most.
   *
   * @param connect for one connection to one server
   * @param search for one search on an open connection
   * @param total for one look-up with everything it needs, all servers together
   * @param retryAfter how long a directory that failed is left alone before it is tried again
   * @param poolSize connections kept open
   * @param entries entries read for one address; more are left out, with a note
   * @param certificates certificates returned for one address; more are left out, with a note
   */
  public record Limits(
      Duration connect,
      Duration search,
      Duration total,
      Duration retryAfter,
      int poolSize,
      int entries,
      int certificates) {
    /** 3 s to connect, 5 s to search, 10 s in all, a pause of 15 s, 8 connections. */
    public static final Limits DEFAULT =
        new Limits(
            Duration.ofSeconds(3),
            Duration.ofSeconds(5),
            Duration.ofSeconds(10),
            Duration.ofSeconds(15),
            8,
            50,
            200);

    public Limits {
      if (connect.toMillis() < 1 || search.toMillis() < 1 || total.toMillis() < 1) {
        throw new SmimeException(
            ErrorCode.CONFIGURATION, "a time-out of a directory must be above zero");
      }
      if (poolSize < 1 || entries < 1 || certificates < 1) {
        throw new SmimeException(
            ErrorCode.CONFIGURATION,
            "a directory needs at least one connection, one entry and one certificate");
      }
    }
  }

  /**
   * How long answers are kept. That a directory did not answer is never kept.
   *
   * @param positive an answer with certificates
   * @param negative the answer that there are none
   * @param addresses how many addresses are kept at most
   */
  public record Expiry(Duration positive, Duration negative, int addresses) {
    /** An hour, five minutes, 100,000 addresses. */
    public static final Expiry DEFAULT =
        new Expiry(Duration.ofHours(1), Duration.ofMinutes(5), 100_000);
  }
}
