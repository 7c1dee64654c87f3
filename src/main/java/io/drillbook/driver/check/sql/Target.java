package io.drillbook.driver.check.sql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.secret.Secrets;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** The database behind a target's settings {@code url}, {@code username} and {@code password}. */
record Target(Settings settings) {
  /** Opens a session that may not write and whose statements have a limit at the server, too. */
  Connection connect(Secrets secrets, Duration limit) throws SQLException {
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
    Connection connection = DriverManager.getConnection(jdbcUrl(), properties);
    connection.setReadOnly(true);
    return connection;
  }

  private String jdbcUrl() {
    String url = settings.text("url");
    URI uri = uri(url);
    boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
    if (!known || uri.getHost() == null || uri.getUserInfo() != null) {
      throw wrong(url, null);
    }
    String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    return "jdbc:postgresql://" + uri.getHost() + port + uri.getRawPath() + query;
  }

  private static URI uri(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw wrong(url, e);
    }
  }

  private static Fault wrong(String url, Exception cause) {
    // A password that somebody wrote into the address must not reach the record.
    String shown = url.replaceFirst("//[^/@]*@", "//******@");
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to use the database's address: '" + shown + "'",
        "Write postgresql://host:port/database, with 'username' and 'password' beside it.",
        cause == null ? null : new IllegalArgumentException("not an address"));
  }
}
