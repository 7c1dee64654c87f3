package io.drillbook.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * A private PostgreSQL cluster on a free loopback port, in a folder of its own; passwords are
 * really checked. Works as root too, which PostgreSQL itself refuses. Whatever still runs when the
 * JVM ends is stopped and removed.
 */
public final class PostgresCluster implements AutoCloseable {
  public static final String HOST = "127.0.0.1";
  public static final String SUPERUSER = "postgres";
  public static final String PASSWORD = "super-secret-of-the-test-bed";

  private final Path folder;
  private final int port;
  private Path locales;
  private final Thread atExit = new Thread(this::remove, "remove a PostgreSQL cluster");

  private PostgresCluster(Path folder, int port) {
    this.folder = folder;
    this.port = port;
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  /** Only a place for one, for whoever makes a cluster in {@link #data} and starts it. */
  public static PostgresCluster place() {
    return new PostgresCluster(Host.ownFolder(), Host.freePort());
  }

  /** Makes a new cluster and starts it. */
  public static PostgresCluster start() {
    try {
      PostgresCluster cluster = place();
      ClusterTemplate.copyTo(cluster);
      cluster.startAgain();
      return cluster;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same with pieces of the log of one MiB, a sixteenth of the usual. */
  public static PostgresCluster withSmallLog() {
    return start(
        new PostgresCluster(Host.ownFolder(), Host.freePort()), List.of("--wal-segsize=1"));
  }

  /** The same with one more locale, made for it, as {@code localedef} calls it: {@code de_DE}. */
  public static PostgresCluster withLocale(String locale) {
    PostgresCluster cluster = new PostgresCluster(Host.ownFolder(), Host.freePort());
    cluster.locales = cluster.folder.resolve("locales");
    Host.call(List.of("mkdir", "-m", "755", cluster.locales.toString()));
    Host.call(
        List.of(
            "localedef",
            "--no-archive",
            "--inputfile=" + locale,
            "--charmap=UTF-8",
            cluster.locales.resolve(locale + ".UTF-8").toString()));
    return start(cluster, List.of());
  }

  private static PostgresCluster start(PostgresCluster cluster, List<String> options) {
    cluster.make(options);
    cluster.startAgain();
    return cluster;
  }

  /** Makes the data directory; starts nothing. */
  void make(List<String> options) {
    try {
      Path password = folder.resolve("password");
      Files.writeString(password, PASSWORD);
      List<String> arguments =
          new ArrayList<>(
              List.of(
                  "--pgdata=" + data(),
                  "--username=" + SUPERUSER,
                  "--pwfile=" + password,
                  "--auth=scram-sha-256",
                  "--encoding=UTF8",
                  "--locale=C.UTF-8",
                  "--no-sync"));
      arguments.addAll(options);
      run("initdb", arguments.toArray(String[]::new));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A second cluster with the very same bytes, as a file-level copy would make it: this one is
   * stopped for the copy and started again.
   */
  public PostgresCluster physicalCopy() {
    PostgresCluster copy = new PostgresCluster(Host.ownFolder(), Host.freePort());
    stop();
    Host.call(List.of("cp", "-a", data().toString(), copy.data().toString()));
    startAgain();
    copy.startAgain();
    return copy;
  }

  public int port() {
    return port;
  }

  /** The data directory. */
  public Path data() {
    return folder.resolve("data");
  }

  /** The address of a database as it stands in a plan. */
  public String url(String database) {
    return "postgresql://" + HOST + ":" + port + "/" + database;
  }

  public String jdbcUrl(String database) {
    return "jdbc:" + url(database);
  }

  /** A connection as superuser. */
  public Connection connect(String database) throws SQLException {
    return DriverManager.getConnection(jdbcUrl(database), SUPERUSER, PASSWORD);
  }

  /** Runs statements as superuser, each on its own. */
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
        ResultSet answer = statement.executeQuery(sql)) {
      List<String> lines = new ArrayList<>();
      while (answer.next()) {
        lines.add(answer.getString(1));
      }
      return String.join("\n", lines);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One line for each table: its name, its rows and a digest over every row's text. */
  public String digests(String database) {
    String tables =
        query(
            database,
            "select format('select %L || '' '' || count(*) || '' '' || coalesce(md5(string_agg("
                + "t::text, chr(10) order by t::text collate \"C\")), ''-'') from only %I.%I t',"
                + " n.nspname || '.' || c.relname, n.nspname, c.relname) from pg_class c join"
                + " pg_namespace n on n.oid = c.relnamespace where c.relkind in ('r', 'm') and c.relispopulated and"
                + " n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like"
                + " 'pg_toast%' order by n.nspname collate \"C\", c.relname collate \"C\"");
    return tables.isEmpty()
        ? ""
        : query(database, tables.replace("\n", " union all ") + " order by 1");
  }

  /** Whether the server process is there. */
  public boolean isRunning() {
    return Files.exists(pidFile()) && ProcessHandle.of(pid()).isPresent();
  }

  /** Process id of the running server. */
  public long pid() {
    try {
      return Long.parseLong(Files.readAllLines(pidFile()).get(0).strip());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Starts the server after {@link #stop} or {@link #kill}, on the same port. */
  public void startAgain() {
    String options =
        "-p %d -k %s -c listen_addresses=%s -c fsync=off -c full_page_writes=off -c shared_buffers=64MB"
                .formatted(port, folder, HOST)
            + " -c max_wal_size=4GB -c max_connections=60";
    run(
        "pg_ctl",
        "--pgdata=" + data(),
        "--log=" + folder.resolve("log"),
        "--options=" + options,
        "--wait",
        "--timeout=60",
        "start");
  }

  /** Stops the server in good order; connections are cut. */
  public void stop() {
    run("pg_ctl", "--pgdata=" + data(), "--mode=fast", "--wait", "stop");
  }

  /** Kills the server as a power cut would. */
  public void kill() {
    ProcessHandle.of(pid())
        .ifPresent(
            server -> {
              List<ProcessHandle> backends = server.descendants().toList();
              server.destroyForcibly();
              server.onExit().join();
              backends.forEach(ProcessHandle::destroyForcibly);
              backends.forEach(backend -> backend.onExit().join());
            });
  }

  /** The disaster: the data directory is deleted under the running server, which dies of it. */
  public void destroy() {
    if (isRunning()) {
      kill();
    }
    Host.delete(data());
  }

  @Override
  public void close() {
    Runtime.getRuntime().removeShutdownHook(atExit);
    remove();
  }

  private void remove() {
    if (isRunning()) {
      kill();
    }
    Host.delete(folder);
  }

  private Path pidFile() {
    return data().resolve("postmaster.pid");
  }

  void run(String program, String... arguments) {
    List<String> command = new ArrayList<>();
    if (Host.isRoot()) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    if (locales != null) {
      command.addAll(List.of("env", "LOCPATH=" + locales));
    }
    command.add(programs().resolve(program).toString());
    command.addAll(List.of(arguments));
    Host.call(command);
  }

  /** The newest server that is installed. */
  public static Path programs() {
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions
          .filter(version -> Files.isExecutable(version.resolve("bin/initdb")))
          .max(
              Comparator.comparingInt(
                  version -> Integer.parseInt(version.getFileName().toString())))
          .orElseThrow(() -> new IllegalStateException("install the package postgresql"))
          .resolve("bin");
    } catch (IOException e) {
      throw new IllegalStateException("install the package postgresql", e);
    }
  }
}
