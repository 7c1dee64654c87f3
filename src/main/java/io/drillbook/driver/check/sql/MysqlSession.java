package io.drillbook.driver.check.sql;

import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.secret.Secrets;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Properties;

/** A session at a MariaDB or MySQL server that only reads. */
final class MysqlSession {
  private static final int DEFAULT_PORT = 3306;
  private static final long GRACE_MILLIS = 15_000;

  private MysqlSession() {}

  static Connection open(URI uri, Settings settings, Secrets secrets, Duration limit)
      throws SQLException {
    Properties properties = new Properties();
    settings.optionalText("username").ifPresent(name -> properties.setProperty("user", name));
    settings
        .secret("password")
        .ifPresent(it -> properties.setProperty("password", secrets.resolve(it).reveal()));
    properties.setProperty("connectTimeout", "10000");
    properties.setProperty("socketTimeout", String.valueOf(limit.toMillis() + GRACE_MILLIS));
    properties.setProperty("allowLocalInfile", "false");
    settings.optionalText("sslmode").ifPresent(it -> properties.setProperty("sslMode", it));
    settings
        .optionalText("ssl-root-cert")
        .ifPresent(it -> properties.setProperty("serverSslCert", it));
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    Connection connection =
        DriverManager.getConnection("jdbc:mariadb://" + uri.getHost() + ":" + port, properties);
    try (Statement statement = connection.createStatement()) {
      String database = uri.getPath().replaceFirst("^/", "");
      statement.execute("use `" + database.replace("`", "``") + "`");
      statement.execute("set session transaction read only");
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }
}
