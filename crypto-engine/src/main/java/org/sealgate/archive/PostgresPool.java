package org.sealgate.archive;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import org.postgresql.Driver;
import org.postgresql.ssl.DefaultJavaSSLFactory;
import org.sealgate.Secret;
import org.sealgate.archive.ArchiveLocation.OnServer;

/**
 * How connections to the server are made: time limits everywhere, TLS unless it is this machine.
 */
final class PostgresPool {
  private static final int CONNECTIONS = 8;
  private static final long WAIT_MILLIS = 5_000;
  private static final String JAVA_TRUST = DefaultJavaSSLFactory.class.getName();

  /** Seconds; and rows of a transaction's query that are in memory at once. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "connectTimeout", "5",
          "loginTimeout", "8",
          "socketTimeout", "90",
          "defaultRowFetchSize", "1000");

  /** The server ends what hangs: a node that is gone does not keep the writers' lock. */
  private static final String SESSION =
      "-c statement_timeout=60s -c lock_timeout=30s -c idle_in_transaction_session_timeout=60s"
          + " -c tcp_keepalives_idle=10 -c tcp_keepalives_interval=5 -c tcp_keepalives_count=3"
          + " -c client_encoding=UTF8 -c standard_conforming_strings=on";

  private PostgresPool() {}

  /** A pool, which has reached the server once. */
  static HikariDataSource open(OnServer location) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("sealgate-archive");
    config.setJdbcUrl(jdbcUrl(location));
    config.setDriverClassName(Driver.class.getName());
    config.setDataSourceProperties(properties(location));
    config.setMaximumPoolSize(CONNECTIONS);
    config.setMinimumIdle(1);
    config.setConnectionTimeout(WAIT_MILLIS);
    config.setTransactionIsolation("TRANSACTION_READ_COMMITTED");
    return new HikariDataSource(config);
  }

  /** A connection beside the pool, for a listener. */
  static Connection connect(OnServer location) throws SQLException {
    Connection connection = new Driver().connect(jdbcUrl(location), properties(location));
    if (connection == null) {
      throw new SQLException("the driver does not take the URL", "08001");
    }
    return connection;
  }

  private static String jdbcUrl(OnServer location) {
    return "jdbc:postgresql://"
        + location.url().hosts()
        + "/"
        + URLEncoder.encode(location.url().database(), StandardCharsets.UTF_8);
  }

  private static Properties properties(OnServer location) {
    PostgresUrl url = location.url();
    Map<String, String> all = new TreeMap<>(LIMITS);
    all.put("ApplicationName", "sealgate");
    all.put("tcpKeepAlive", "true");
    // What the server tells in detail may name the values of a row.
    all.put("logServerErrorDetail", "false");
    if (url.hasStandby()) {
      all.put("targetServerType", "primary");
    }
    all.put("sslmode", url.isLoopback() ? "prefer" : "verify-full");
    all.putAll(url.parameters());
    if (all.get("sslmode").startsWith("verify") && !all.containsKey("sslrootcert")) {
      all.putIfAbsent("sslfactory", JAVA_TRUST);
    }
    all.merge("options", SESSION, (theirs, ours) -> ours + " " + theirs);
    Properties properties = new Properties();
    properties.putAll(all);
    url.user().ifPresent(user -> properties.setProperty("user", user));
    location.password().ifPresent(password -> properties.setProperty("password", text(password)));
    return properties;
  }

  /** The driver takes nothing but a String. */
  private static String text(Secret password) {
    return new String(password.chars());
  }
}
