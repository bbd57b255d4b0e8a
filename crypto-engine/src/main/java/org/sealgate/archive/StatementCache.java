package org.sealgate.archive;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connection that keeps its prepared statements: SQLite compiles a statement with all triggers
 * and checks of its tables each time it is prepared, which costs more than running it. Closing a
 * statement gives it back. For one thread at a time, as a {@link SqliteLane} uses it.
 */
final class StatementCache {
  private static final int MOST = 200;

  private final Connection connection;
  private final Map<String, PreparedStatement> idle = new HashMap<>();

  private StatementCache(Connection connection) {
    this.connection = connection;
  }

  /** The connection with a cache in front. */
  static Connection over(Connection connection) {
    StatementCache cache = new StatementCache(connection);
    return (Connection)
        Proxy.newProxyInstance(
            StatementCache.class.getClassLoader(),
            new Class<?>[] {Connection.class},
            (proxy, method, arguments) -> cache.onConnection(method, arguments));
  }

  private @Nullable Object onConnection(Method method, Object @Nullable [] arguments)
      throws Throwable {
    if (method.getName().equals("prepareStatement") && arguments != null && arguments.length == 1) {
      return lent((String) arguments[0]);
    }
    return invoke(connection, method, arguments);
  }

  private PreparedStatement lent(String sql) throws SQLException {
    PreparedStatement kept = idle.remove(sql);
    PreparedStatement statement = kept == null ? connection.prepareStatement(sql) : kept;
    return (PreparedStatement)
        Proxy.newProxyInstance(
            StatementCache.class.getClassLoader(),
            new Class<?>[] {PreparedStatement.class},
            (proxy, method, arguments) -> {
              if (method.getName().equals("close")) {
                giveBack(sql, statement);
                return null;
              }
              return invoke(statement, method, arguments);
            });
  }

  private void giveBack(String sql, PreparedStatement statement) throws SQLException {
    statement.clearParameters();
    statement.clearBatch();
    if (idle.size() >= MOST || idle.putIfAbsent(sql, statement) != null) {
      statement.close();
    }
  }

  private static @Nullable Object invoke(
      Object target, Method method, Object @Nullable [] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() == null ? e : e.getCause();
    }
  }
}
