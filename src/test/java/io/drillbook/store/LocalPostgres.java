package io.drillbook.store;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;

/** A private PostgreSQL on a free port of 127.0.0.1, one per JVM, gone when the JVM ends. */
final class LocalPostgres {
  private static final LocalPostgres SHARED = new LocalPostgres();

  private final Path home;
  private final int port;
  private int databases;

  private LocalPostgres() {
    try {
      home = Files.createTempDirectory("drillbook-store-pg");
      port = freePort();
      boolean root = "root".equals(System.getProperty("user.name"));
      if (root) {
        run(List.of("chown", "postgres", home.toString()));
      }
      Path data = home.resolve("data");
      postgres(root, "initdb", "-D", data.toString(), "-U", "admin", "-A", "trust", "-E", "UTF8");
      Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(root, data)));
      postgres(
          root,
          "pg_ctl",
          "-D",
          data.toString(),
          "-l",
          home.resolve("log").toString(),
          "-o",
          "-c listen_addresses=127.0.0.1 -c fsync=off -c timezone=Asia/Tokyo -p "
              + port
              + " -k "
              + home,
          "-w",
          "start");
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  static LocalPostgres shared() {
    return SHARED;
  }

  /** The JDBC address of a new, empty database. */
  synchronized String newDatabase() {
    String name = "store" + ++databases;
    Properties admin = new Properties();
    admin.setProperty("user", "admin");
    try (Connection connection = DriverManager.getConnection(url("postgres"), admin);
        Statement statement = connection.createStatement()) {
      statement.execute("create database " + name);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    return url(name);
  }

  private String url(String database) {
    return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
  }

  private void stop(boolean root, Path data) {
    try {
      postgres(root, "pg_ctl", "-D", data.toString(), "-m", "immediate", "stop");
      run(List.of("rm", "-rf", home.toString()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void postgres(boolean root, String program, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>();
    if (root) {
      command.addAll(List.of("runuser", "-u", "postgres", "--"));
    }
    command.add(binaries().resolve(program).toString());
    command.addAll(List.of(arguments));
    run(command);
  }

  private static Path binaries() throws IOException {
    try (Stream<Path> versions = Files.list(Path.of("/usr/lib/postgresql"))) {
      return versions.sorted().reduce((a, b) -> b).orElseThrow().resolve("bin");
    }
  }

  private static void run(List<String> command) throws IOException {
    Path output = Files.createTempFile("drillbook-command", ".txt");
    Process process =
        new ProcessBuilder(command)
            .directory(Path.of("/").toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      int code = process.waitFor();
      if (code != 0) {
        throw new IOException(command + ": " + Files.readString(output, StandardCharsets.UTF_8));
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    } finally {
      Files.deleteIfExists(output);
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }
}
