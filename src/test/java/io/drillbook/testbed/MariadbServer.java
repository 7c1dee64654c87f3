package io.drillbook.testbed;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A private MariaDB server on a free loopback port, in a folder of its own. Works as root too: then
 * it runs as the user {@code mysql}. Whatever still runs when the JVM ends is stopped and removed.
 */
public final class MariadbServer implements AutoCloseable {
  public static final String HOST = "127.0.0.1";
  public static final String ADMIN = "admin";

  /** With all that could trip a file of options or a command line. */
  public static final String PASSWORD = "a\"b'c\\d #;$HOME %é";

  /** What stands for the password in a plan. */
  public static final SecretReference REFERENCE = new SecretReference("test", "mariadb");

  private static final Path MARIADBD = Path.of("/usr/sbin/mariadbd");

  private final Path folder;
  private final int port;
  private final Thread atExit = new Thread(this::remove, "remove a MariaDB server");
  private ServerProcess process;

  private MariadbServer(Path folder, int port) {
    this.folder = folder;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Makes a new server and starts it; a few seconds. */
  public static MariadbServer start() {
    try {
      Path folder = Files.createTempDirectory(Path.of("/tmp"), "drillbook-mdb");
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-x--x"));
      MariadbServer server = new MariadbServer(folder, Host.freePort());
      Host.call(
          List.of(
              "mariadb-install-db",
              "--no-defaults",
              "--datadir=" + server.data(),
              "--auth-root-authentication-method=normal",
              "--skip-test-db",
              "--user=" + user()));
      Path accounts = folder.resolve("accounts.sql");
      Files.writeString(
          accounts,
          "create user if not exists '%s'@'%%' identified by '%s';\n"
                  .formatted(ADMIN, PASSWORD.replace("\\", "\\\\").replace("'", "''"))
              + "grant all on *.* to '%s'@'%%' with grant option;\n".formatted(ADMIN));
      Files.setPosixFilePermissions(accounts, PosixFilePermissions.fromString("rw-r--r--"));
      server.startAgain();
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts it with what it held when it was stopped. */
  public void startAgain() {
    process =
        new ServerProcess(
            folder,
            "mariadbd",
            Map.of(),
            List.of(
                MARIADBD.toString(),
                "--no-defaults",
                "--user=" + user(),
                "--datadir=" + data(),
                "--bind-address=" + HOST,
                "--port=" + port,
                "--socket=" + data().resolve("s.sock"),
                "--pid-file=" + data().resolve("pid"),
                "--init-file=" + folder.resolve("accounts.sql"),
                "--character-set-server=utf8mb4",
                "--skip-name-resolve",
                "--skip-log-bin",
                "--event-scheduler=OFF",
                "--innodb-buffer-pool-size=48M",
                "--innodb-flush-log-at-trx-commit=0"));
    process.awaitUp(
        Duration.ofMinutes(1),
        () -> {
          try (Connection connection = connect("")) {
            return connection.isValid(2);
          }
        });
  }

  /** Ends it at once, as a power cut does. */
  public void stop() {
    process.close();
  }

  public int port() {
    return port;
  }

  /** The address of a database as it stands in a plan. */
  public String url(String database) {
    return url(HOST, database);
  }

  /** The same by another name of the host. */
  public String url(String host, String database) {
    String encoded = URLEncoder.encode(database, StandardCharsets.UTF_8).replace("+", "%20");
    return "mysql://" + host + ":" + port + "/" + encoded;
  }

  /** A plan's settings for a database, with a reference that {@link #secrets} knows. */
  public Settings settings(String database) {
    return new Settings(Map.of("url", url(database), "username", ADMIN, "password", REFERENCE));
  }

  public static Secrets secrets() {
    return reference -> Secret.of(reference.toString().contains("wrong") ? "wrong-one" : PASSWORD);
  }

  /** A connection as administrator. */
  public Connection connect(String database) throws SQLException {
    Properties login = new Properties();
    login.setProperty("user", ADMIN);
    login.setProperty("password", PASSWORD);
    Connection connection =
        DriverManager.getConnection("jdbc:mariadb://" + HOST + ":" + port + "/", login);
    if (!database.isEmpty()) {
      try (Statement statement = connection.createStatement()) {
        statement.execute("use " + quoted(database));
      }
    }
    return connection;
  }

  /** Runs statements as administrator, each on its own. */
  public void sql(String database, String... statements) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String text : statements) {
        statement.execute(text);
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The answer's first column, one line for each row. */
  public String query(String database, String sql) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(sql)) {
      List<String> lines = new ArrayList<>();
      while (rows.next()) {
        lines.add(rows.getString(1));
      }
      return String.join("\n", lines);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  public boolean exists(String database) {
    return query("", "show databases").lines().anyMatch(database::equals);
  }

  /** All that a database holds, rows and definitions, as the stock program writes it. */
  public String digest(String database) {
    if (!exists(database)) {
      return "missing";
    }
    try {
      Process dump =
          new ProcessBuilder(
                  "mariadb-dump",
                  "--no-defaults",
                  "--protocol=tcp",
                  "--host=" + HOST,
                  "--port=" + port,
                  "--user=" + ADMIN,
                  "--password=" + PASSWORD,
                  "--routines",
                  "--events",
                  "--triggers",
                  "--hex-blob",
                  "--order-by-primary",
                  "--skip-comments",
                  "--skip-extended-insert",
                  "--ignore-table=" + database + ".drillbook_run",
                  "--",
                  database)
              .redirectErrorStream(true)
              .start();
      dump.getOutputStream().close();
      String text = new String(dump.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (dump.waitFor() != 0) {
        throw new IllegalStateException(text);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public static String quoted(String name) {
    return '`' + name.replace("`", "``") + '`';
  }

  @Override
  public void close() {
    remove();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  private void remove() {
    if (process != null) {
      process.close();
    }
    Host.delete(folder);
  }

  private Path data() {
    return folder.resolve("data");
  }

  private static String user() {
    return Host.isRoot() ? "mysql" : System.getProperty("user.name");
  }
}
