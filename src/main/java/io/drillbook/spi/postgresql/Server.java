package io.drillbook.spi.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.step.Cancellation;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/** A PostgreSQL server as one login reaches it, by JDBC and by the client programs alike. */
public final class Server {
  /** The setting with the database's address. */
  public static final String URL = "url";

  /** The setting with the login's name. */
  public static final String USERNAME = "username";

  /** The setting with the login's password. */
  public static final String PASSWORD = "password";

  /** The setting that says how much TLS is asked for. */
  public static final String SSLMODE = "sslmode";

  /** The setting that names whom TLS trusts. */
  public static final String SSL_ROOT_CERT = "ssl-root-cert";

  private static final String CONNECT_SECONDS = "5";
  private static final String ANSWER_SECONDS = "15";

  /** Creating and dropping a database may wait for a checkpoint. */
  private static final String DATABASE_SECONDS = "600";

  /** What libpq would take from Drillbook's own environment, and so reach some other server. */
  private static final List<String> INHERITED =
      List.of(
          "PGHOSTADDR",
          "PGSERVICE",
          "PGSERVICEFILE",
          "PGOPTIONS",
          "PGDATABASE",
          "PGTARGETSESSIONATTRS",
          "PGCLIENTENCODING",
          "PGTZ",
          "PGDATESTYLE",
          "PGREQUIRESSL",
          "PGSSLMODE",
          "PGSSLROOTCERT",
          "PGPASSWORD");

  private final Settings settings;
  private final Secrets secrets;
  private final Side side;
  private final Address address;

  /** A server by its settings; looks nothing up yet. */
  public Server(Settings settings, Secrets secrets, Side side) {
    this.settings = settings;
    this.secrets = secrets;
    this.side = side;
    this.address = Address.parse(settings.text(URL));
  }

  /** Where it is. */
  public Address address() {
    return address;
  }

  /** Which end of the data path it is. */
  public Side side() {
    return side;
  }

  /** The database of the url. */
  public String database() {
    return address.database();
  }

  /** All settings, not only those read here. */
  public Settings settings() {
    return settings;
  }

  /** A connection for quick questions. */
  public Session session(String database) {
    return open(database, ANSWER_SECONDS);
  }

  /** A connection for work of any length; a cancel ends it at the server too. */
  public Session work(String database, Cancellation cancellation) {
    Session session = open(database, "0");
    cancellation.onCancel(session::abort);
    session.run("set statement_timeout = 0");
    return session;
  }

  /** A connection to a database that is always there and is not the one of the url. */
  public Session maintenance() {
    List<String> names =
        List.of("postgres", "template1").stream().filter(name -> !name.equals(database())).toList();
    try {
      return open(names.get(0), DATABASE_SECONDS);
    } catch (Fault e) {
      boolean other =
          e.code() == FaultCode.INPUT_INVALID || e.code() == FaultCode.PERMISSION_DENIED;
      if (other && names.size() > 1) {
        return open(names.get(1), DATABASE_SECONDS);
      }
      throw e;
    }
  }

  /** Address and login for the client programs; the password never stands in their arguments. */
  public Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    INHERITED.forEach(name -> environment.put(name, ""));
    environment.put("PGHOST", address.host());
    environment.put("PGPORT", String.valueOf(address.port()));
    environment.put("PGUSER", username());
    environment.put("PGCONNECT_TIMEOUT", CONNECT_SECONDS);
    environment.put("PGAPPNAME", "drillbook");
    environment.put("LC_ALL", "C");
    settings.optionalText(SSLMODE).ifPresent(mode -> environment.put("PGSSLMODE", mode));
    settings.optionalText(SSL_ROOT_CERT).ifPresent(file -> environment.put("PGSSLROOTCERT", file));
    settings
        .secret(PASSWORD)
        .ifPresent(reference -> environment.put("PGPASSWORD", secrets.resolve(reference).reveal()));
    return environment;
  }

  /** A database for the programs' {@code --dbname}, safe for a name that looks like an address. */
  public static String conninfo(String database) {
    return "dbname='" + database.replace("\\", "\\\\").replace("'", "\\'") + "'";
  }

  /** The login. */
  public String username() {
    return settings.text(USERNAME);
  }

  private Session open(String database, String answerSeconds) {
    Properties properties = new Properties();
    properties.setProperty("user", username());
    settings
        .secret(PASSWORD)
        .map(secrets::resolve)
        .map(Secret::reveal)
        .ifPresent(value -> properties.setProperty("password", value));
    properties.setProperty("ApplicationName", "drillbook");
    properties.setProperty("connectTimeout", CONNECT_SECONDS);
    properties.setProperty("loginTimeout", ANSWER_SECONDS);
    properties.setProperty("socketTimeout", answerSeconds);
    properties.setProperty("tcpKeepAlive", "true");
    settings.optionalText(SSLMODE).ifPresent(mode -> properties.setProperty("sslmode", mode));
    settings
        .optionalText(SSL_ROOT_CERT)
        .ifPresent(file -> properties.setProperty("sslrootcert", file));
    String who = username() + "@" + address.host() + ":" + address.port() + "/" + database;
    try {
      Connection connection = DriverManager.getConnection(address.jdbcUrl(database), properties);
      Session session = new Session(connection, side, who);
      // A database may set a search path of its own, and so put its functions before the server's.
      session.run("select pg_catalog.set_config('search_path', '', false)");
      return session;
    } catch (SQLException e) {
      throw SqlFaults.of(e, side, who);
    }
  }
}
