package io.drillbook.driver.check.sql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.secret.Secrets;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;

/**
 * The database behind a target's settings: told by its {@code url}, {@code port} or {@code path}.
 */
record Target(Settings settings) {
  /** Opens a session that may not write and whose statements have a limit at the server, too. */
  Connection connect(Secrets secrets, Duration limit) throws SQLException {
    if (settings.optionalText("url").isEmpty() && settings.optionalText("path").isPresent()) {
      return SqliteSession.open(settings.text("path"), limit);
    }
    String url = url();
    URI uri = uri(url);
    if (uri.getHost() == null || uri.getUserInfo() != null) {
      throw wrong(url, null);
    }
    return switch (String.valueOf(uri.getScheme())) {
      case "postgresql", "postgres" -> PostgresqlSession.open(uri, settings, secrets, limit);
      case "mysql", "mariadb" -> MysqlSession.open(uri, settings, secrets, limit);
      default -> throw wrong(url, null);
    };
  }

  /** A restored cluster is told by its port: its target has no address of one database. */
  private String url() {
    if (settings.optionalText("url").isEmpty() && settings.optionalText("port").isPresent()) {
      return "postgresql://%s:%s/%s"
          .formatted(
              host(settings.optionalText("address").orElse("127.0.0.1")),
              settings.text("port"),
              URLEncoder.encode(
                  settings.optionalText("database").orElse("postgres"), StandardCharsets.UTF_8));
    }
    return settings.text("url");
  }

  private static String host(String address) {
    return address.contains(":") ? "[" + address + "]" : address;
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
        "Write postgresql://host:port/database or mysql://host:port/database, with 'username' and"
            + " 'password' beside it, or name an SQLite file under 'path'.",
        cause == null ? null : new IllegalArgumentException("not an address"));
  }
}
