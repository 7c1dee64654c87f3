package io.drillbook.demo;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.process.Command;
import io.drillbook.spi.step.Patience;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * A PostgreSQL cluster of our own on loopback, with its data in one folder. It never touches the
 * one that a Debian package may have started. PostgreSQL refuses to run as root: then it runs as
 * the user {@code postgres}.
 */
public final class PrivatePostgres implements AutoCloseable {
  private static final String SUPERUSER = "postgres";

  private final String name;
  private final Path home;
  private final int port;
  private final String password;
  private final Parts parts;
  private ServerProcess server;

  private PrivatePostgres(String name, Path home, int port, String password, Parts parts) {
    this.name = name;
    this.home = home;
    this.port = port;
    this.password = password;
    this.parts = parts;
  }

  /**
   * Makes a cluster and starts it.
   *
   * @param home folder for data, socket and log; made here
   * @param password of the superuser {@code postgres}
   * @throws Fault TOOL_MISSING where the server's programs are not installed
   */
  public static PrivatePostgres start(String name, Path home, String password) {
    return start(name, home, password, new Parts());
  }

  static PrivatePostgres start(String name, Path home, String password, Parts parts) {
    PrivatePostgres cluster = new PrivatePostgres(name, home, FreePort.next(), password, parts);
    cluster.initialize();
    cluster.startServer();
    return cluster;
  }

  public int port() {
    return port;
  }

  /** The folder whose loss is the disaster. */
  public Path data() {
    return home.resolve("data");
  }

  /** A database's address as plans write it. */
  public String url(String database) {
    return "postgresql://127.0.0.1:" + port + "/" + database;
  }

  /** A session of the superuser. */
  public Connection connect(String database) throws SQLException {
    return connect(database, SUPERUSER, password);
  }

  /** A session of a role. */
  public Connection connect(String database, String user, String userPassword) throws SQLException {
    Properties properties = new Properties();
    properties.setProperty("user", user);
    properties.setProperty("password", userPassword);
    properties.setProperty("connectTimeout", "5");
    properties.setProperty("socketTimeout", "30");
    return DriverManager.getConnection("jdbc:" + url(database), properties);
  }

  /** Runs statements as the superuser, one after the other. */
  public void execute(String database, String... statements) {
    try (Connection connection = connect(database);
        Statement statement = connection.createStatement()) {
      for (String sql : statements) {
        statement.execute(sql);
      }
    } catch (SQLException e) {
      throw new IllegalStateException("unable to prepare the cluster " + name, e);
    }
  }

  /** The disaster: every process killed, the data deleted. */
  public void destroy() {
    server.killHard();
    Folders.delete(data());
  }

  @Override
  public void close() {
    server.close();
  }

  private void initialize() {
    try {
      Path passwordFile = home.resolve("password");
      Files.createDirectories(home);
      Files.writeString(passwordFile, password);
      Files.setPosixFilePermissions(passwordFile, PosixFilePermissions.fromString("rw-------"));
      if (isRoot()) {
        giveToPostgres(home);
        giveToPostgres(passwordFile);
      }
      run(
          List.of(
              PostgresPrograms.newest().resolve("initdb").toString(),
              "--pgdata=" + data(),
              "--username=" + SUPERUSER,
              "--pwfile=" + passwordFile,
              "--auth=scram-sha-256",
              "--encoding=UTF8",
              "--locale=C.UTF-8",
              "--no-sync"));
      Files.delete(passwordFile);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void startServer() {
    List<String> command = new ArrayList<>(asPostgres());
    command.addAll(
        List.of(
            PostgresPrograms.newest().resolve("postgres").toString(),
            "-D",
            data().toString(),
            "-p",
            String.valueOf(port),
            "-k",
            "",
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            "fsync=off"));
    server =
        ServerProcess.start(name, command, Map.of(), home, home.resolve("postgres.log"), parts);
    boolean up =
        Patience.until(
            Duration.ofSeconds(30), Duration.ofMillis(100), parts.cancellation(), this::answers);
    if (!up) {
      server.killHard();
      throw server.died();
    }
  }

  private boolean answers() {
    if (!server.isAlive()) {
      throw server.died();
    }
    try (Connection connection = connect("postgres")) {
      return connection.isValid(5);
    } catch (SQLException e) {
      return false;
    }
  }

  private void run(List<String> words) {
    List<String> command = new ArrayList<>(asPostgres());
    command.addAll(words);
    Command.Outcome outcome =
        new Command(command, Map.of(), home, Duration.ofMinutes(2)).run(parts.cancellation());
    if (!outcome.isGood()) {
      throw new Fault(
          FaultCode.COMMAND_FAILED,
          "unable to make a PostgreSQL cluster: '" + name + "'",
          "initdb wrote: " + outcome.output());
    }
  }

  private static List<String> asPostgres() {
    return isRoot()
        ? List.of(
            "setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", "--inh-caps=-all")
        : List.of();
  }

  private static boolean isRoot() {
    return "root".equals(System.getProperty("user.name"));
  }

  private static void giveToPostgres(Path path) throws IOException {
    Files.setOwner(
        path,
        path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("postgres"));
  }
}
