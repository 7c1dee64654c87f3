package io.drillbook.driver.fence.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.secret.Secrets;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/**
 * One database of a server, and a login that reaches it.
 *
 * @param settings {@code url}, {@code username}, {@code password} …, as at a source or a target
 */
record Place(Settings settings, Secrets secrets, String host, int port, String database) {
  private static final int DEFAULT_PORT = 5432;

  static Place of(Settings settings, Secrets secrets) {
    URI uri = uri(settings.text("url"));
    boolean known = "postgresql".equals(uri.getScheme()) || "postgres".equals(uri.getScheme());
    String path = uri.getPath();
    if (!known || uri.getHost() == null || path == null || path.length() < 2) {
      throw wrongAddress();
    }
    int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
    return new Place(settings, secrets, uri.getHost(), port, path.substring(1));
  }

  /** Whether settings of a source or target name a place of this kind. */
  static boolean isOne(Settings settings) {
    return settings.optionalText("url").filter(url -> url.startsWith("postgres")).isPresent();
  }

  /** A session beside the database: one inside would be in the way of what is changed. */
  Connection beside() throws SQLException {
    try {
      return connect(
          "postgres".equals(database) ? "template1" : "postgres", "username", "password");
    } catch (SQLException e) {
      if (!"3D000".equals(e.getSQLState())) {
        throw e;
      }
      return connect("template1", "username", "password");
    }
  }

  /** A session inside the database, by the login under these keys. */
  Connection inside(String userKey, String passwordKey) throws SQLException {
    return connect(database, userKey, passwordKey);
  }

  private Connection connect(String name, String userKey, String passwordKey) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", settings.text(userKey));
    settings
        .secret(passwordKey)
        .ifPresent(it -> properties.setProperty("password", secrets.resolve(it).reveal()));
    properties.setProperty("ApplicationName", "drillbook");
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("loginTimeout", "10");
    properties.setProperty("socketTimeout", "15");
    settings.optionalText("sslmode").ifPresent(it -> properties.setProperty("sslmode", it));
    settings
        .optionalText("ssl-root-cert")
        .ifPresent(it -> properties.setProperty("sslrootcert", it));
    return DriverManager.getConnection(
        "jdbc:postgresql://%s:%d/%s"
            .formatted(host, port, URLEncoder.encode(name, StandardCharsets.UTF_8)),
        properties);
  }

  @Override
  public String toString() {
    return host + ":" + port + "/" + database;
  }

  private static URI uri(String url) {
    try {
      return URI.create(url);
    } catch (IllegalArgumentException e) {
      throw wrongAddress();
    }
  }

  /** Never repeats the address: a wrong one may hold a password. */
  private static Fault wrongAddress() {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to read the database's address: 'url'",
        "Write postgresql://host:port/database; user and password have settings of their own.");
  }
}
