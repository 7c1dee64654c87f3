package io.drillbook.driver.source.mysql;

import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.step.Cancellation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** One server as a plan names it, by JDBC and for the client programs. */
final class Server {
  private static final String CONNECT_MILLIS = "10000";
  private static final String ANSWER_MILLIS = "60000";
  private static final String DISABLE = "disable";

  private final Address address;
  private final Settings settings;
  private final Secrets secrets;
  private final Side side;

  Server(Settings settings, Secrets secrets, Side side) {
    this.address = Address.parse(settings.text(MysqlSettings.URL));
    this.settings = settings;
    this.secrets = secrets;
    this.side = side;
  }

  Address address() {
    return address;
  }

  Settings settings() {
    return settings;
  }

  Side side() {
    return side;
  }

  String database() {
    return address.database();
  }

  /** A connection to the database, for questions that are answered in seconds. */
  Session session() {
    return open(database(), ANSWER_MILLIS);
  }

  /** A connection to the server, whether the database is there or not. */
  Session maintenance() {
    return open("", ANSWER_MILLIS);
  }

  /** A connection for what may take hours; cancelling cuts it. */
  Session work(Cancellation cancellation) {
    Session session = open(database(), "0");
    cancellation.onCancel(session::abort);
    return session;
  }

  /** The programs' arguments that name the server; never a password. */
  List<String> arguments(ClientTools tools) {
    List<String> arguments = new ArrayList<>();
    // First, or the program refuses: nobody's own option file may add to what we say.
    arguments.add("--no-defaults");
    arguments.add("--protocol=tcp");
    arguments.add("--host=" + address.host());
    arguments.add("--port=" + address.port());
    arguments.add("--user=" + settings.text(MysqlSettings.USERNAME));
    arguments.add("--default-character-set=utf8mb4");
    arguments.addAll(tools.encryption(sslmode(), certificates()));
    return arguments;
  }

  /** The programs' environment; holds the password, which {@code ps} shows to nobody. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put("LC_ALL", "C.UTF-8");
    // MySQL's programs read a login file of their own even without defaults.
    environment.put("MYSQL_TEST_LOGIN_FILE", "/dev/null");
    environment.put("MYSQL_PWD", password());
    return environment;
  }

  private Session open(String database, String answerMillis) {
    Properties properties = new Properties();
    properties.setProperty("user", settings.text(MysqlSettings.USERNAME));
    properties.setProperty("password", password());
    properties.setProperty("connectTimeout", CONNECT_MILLIS);
    properties.setProperty("socketTimeout", answerMillis);
    properties.setProperty("tcpKeepAlive", "true");
    properties.setProperty("allowLocalInfile", "false");
    properties.setProperty("sslMode", sslmode());
    if (!certificates().isEmpty()) {
      properties.setProperty("serverSslCert", certificates());
    }
    String who =
        "%s@%s:%d/%s"
            .formatted(
                settings.text(MysqlSettings.USERNAME), address.host(), address.port(), database);
    try {
      Connection connection = DriverManager.getConnection(address.jdbcUrl(), properties);
      Session session = new Session(connection, side, who);
      session.run("set session wait_timeout = 86400, sql_mode = '', lock_wait_timeout = 60");
      if (!database.isEmpty()) {
        enter(session, database);
      }
      return session;
    } catch (SQLException e) {
      throw SqlFaults.of(e, side, who);
    }
  }

  /** By a statement: in an address a name with odd letters is not safe. */
  private static void enter(Session session, String database) {
    try {
      session.run("use " + Names.quoted(database));
    } catch (RuntimeException e) {
      session.close();
      throw e;
    }
  }

  private String password() {
    return settings
        .secret(MysqlSettings.PASSWORD)
        .map(secrets::resolve)
        .map(Secret::reveal)
        .orElse("");
  }

  private String sslmode() {
    return settings.optionalText(MysqlSettings.SSLMODE).orElse(DISABLE);
  }

  private String certificates() {
    return settings.optionalText(MysqlSettings.SSL_ROOT_CERT).orElse("");
  }
}
