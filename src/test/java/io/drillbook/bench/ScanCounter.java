package io.drillbook.bench;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * An H2 database that counts the questions it is asked, and for each the rows that it had to look
 * at: each is asked once more with {@code explain analyze} before it is answered.
 */
public final class ScanCounter {
  private static final Pattern SCANNED = Pattern.compile("scanCount: (\\d+)");

  private final DataSource database;
  private final Map<String, Long> scanned = new LinkedHashMap<>();
  private int statements;

  public ScanCounter(DataSource database) {
    this.database = database;
  }

  public DataSource dataSource() {
    return proxy(DataSource.class, database, this::wrapConnection);
  }

  public int statements() {
    return statements;
  }

  /** Rows looked at, by question. */
  public Map<String, Long> scanned() {
    return scanned;
  }

  private interface After {
    Object wrap(Method method, Object[] arguments, Object answer) throws SQLException;
  }

  private Object wrapConnection(Method method, Object[] arguments, Object answer) {
    return method.getName().equals("getConnection")
        ? proxy(Connection.class, (Connection) answer, this::wrapStatement)
        : answer;
  }

  private Object wrapStatement(Method method, Object[] arguments, Object answer) {
    if (!method.getName().equals("prepareStatement")) {
      return answer;
    }
    PreparedStatement statement = (PreparedStatement) answer;
    List<Call> calls = new ArrayList<>();
    return Proxy.newProxyInstance(
        ScanCounter.class.getClassLoader(),
        new Class<?>[] {PreparedStatement.class},
        (self, called, given) -> {
          if (called.getName().equals("executeQuery")) {
            explain(statement.getConnection(), String.valueOf(arguments[0]), calls);
          } else if (called.getName().startsWith("set") && given != null && given.length > 1) {
            calls.add(new Call(called, Arrays.asList(given)));
          }
          return invoke(called, statement, given);
        });
  }

  private record Call(Method method, List<Object> arguments) {}

  private void explain(Connection connection, String sql, List<Call> calls) throws Throwable {
    statements++;
    try (PreparedStatement explain = connection.prepareStatement("explain analyze " + sql)) {
      for (Call call : calls) {
        invoke(call.method(), explain, call.arguments().toArray());
      }
      try (ResultSet rows = explain.executeQuery()) {
        rows.next();
        Matcher matcher = SCANNED.matcher(rows.getString(1));
        long all = 0;
        while (matcher.find()) {
          all += Long.parseLong(matcher.group(1));
        }
        scanned.merge(sql, all, Long::sum);
      }
    }
  }

  private static Object invoke(Method method, Object target, Object[] arguments) throws Throwable {
    try {
      return method.invoke(target, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static <T> T proxy(Class<T> type, T target, After after) {
    return type.cast(
        Proxy.newProxyInstance(
            ScanCounter.class.getClassLoader(),
            new Class<?>[] {type},
            (self, method, arguments) ->
                after.wrap(method, arguments, invoke(method, target, arguments))));
  }
}
