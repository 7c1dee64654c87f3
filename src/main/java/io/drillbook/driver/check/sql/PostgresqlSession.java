package io.drillbook.driver.check.sql;

import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.secret.Secrets;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** A session at a PostgreSQL server that only reads. */
final class PostgresqlSession {
  private PostgresqlSession() {}

  static Connection open(URI uri, Settings settings, Secrets secrets, Duration limit)
      throws SQLException {
    Properties properties = new Properties();
    settings.optionalText("username").ifPresent(name -> properties.setProperty("user", name));
    settings
        .secret("password")
        .ifPresent(it -> properties.setProperty("password", secrets.resolve(it).reveal()));
    properties.setProperty("connectTimeout", "10");
    properties.setProperty("loginTimeout", "15");
    properties.setProperty("socketTimeout", String.valueOf(limit.toSeconds() + 15));
    properties.setProperty("ApplicationName", "drillbook check");
    properties.setProperty(
        "options", "-c default_transaction_read_only=on -c statement_timeout=" + limit.toMillis());
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    Connection connection =
        DriverManager.getConnection(
            "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query, properties);
    connection.setReadOnly(true);
    return connection;
  }
}
