package io.drillbook.runbooks;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.drillbook.testbed.PostgresCluster;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/**
 * The shop with its whole cluster protected, log included, and a folder beside it that keeps no
 * log; targets enough for one restore each.
 */
final class PointInTimeBed implements AutoCloseable {
  private static final List<String> TARGETS = List.of("standby", "sandbox", "one", "two", "three");

  final ShopBed shop;
  private final Map<String, Integer> ports = new TreeMap<>();
  private final Path places;

  PointInTimeBed() throws Exception {
    shop = new ShopBed("1h");
    places = Files.createDirectories(shop.home().resolve("places"));
    Path media = Files.createDirectories(shop.home().resolve("media"));
    Files.writeString(media.resolve("logo.svg"), "<svg/>");
    TARGETS.forEach(target -> ports.put(target, freePort()));
    PostgresCluster home = shop.production();
    home.sql(
        "postgres",
        "alter role backup replication",
        "grant pg_read_all_settings to backup",
        "alter system set track_commit_timestamp = on");
    home.sql("shop", "grant execute on function pg_switch_wal() to backup");
    home.stop();
    home.startAgain();
    plan(media);
  }

  /** Starts the server, which keeps the log. */
  ShopBed serve() {
    shop.serve();
    return shop;
  }

  private void plan(Path media) throws IOException {
    shop.changePlan("kind: postgresql, url", "kind: postgresql-physical, mark-every: 2s, url");
    shop.changePlan(
        "  - sql: { source: db, query: \"select count(*) from orders\", at-least: 1 }\n", "");
    shop.changePlan(
        "backup:\n", "  media: { kind: directory, path: \"" + media + "\" }\nbackup:\n");
    for (String target : List.of("standby", "sandbox")) {
      String old =
          shop.recovery().url("standby".equals(target) ? "shop" : "shop_drill") + "\", username";
      shop.changePlan("url: \"" + old, place(target) + ", username");
      shop.changePlan(
          target + ": { " + ("sandbox".equals(target) ? "disposable: true, " : "") + "sources: { ",
          target
              + ": { "
              + ("sandbox".equals(target) ? "disposable: true, " : "")
              + "sources: { media: { path: \""
              + places.resolve(target + "-media")
              + "\" }, ");
    }
    for (String target : List.of("one", "two", "three")) {
      shop.changePlan(
          "targets:\n",
          "targets:\n  "
              + target
              + ": { sources: { media: { path: \""
              + places.resolve(target + "-media")
              + "\" }, db: { "
              + place(target)
              + ", username: postgres, password: \"${file:"
              + shop.home()
              + "/admin.secret}\" } } }\n");
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private String place(String target) {
    return "data-directory: \"%s\", port: %d, database: shop"
        .formatted(places.resolve(target), ports.get(target));
  }

  String url(String target) {
    return "postgresql://127.0.0.1:" + ports.get(target) + "/shop";
  }

  /** What stands in the first column at a restored target. */
  List<String> at(String target, String sql) {
    return rows("jdbc:" + url(target), sql);
  }

  /** What stands in the first column at home. */
  List<String> home(String sql) {
    return rows(shop.production().jdbcUrl("shop"), sql);
  }

  private static List<String> rows(String url, String sql) {
    try (Connection connection =
            DriverManager.getConnection(url, PostgresCluster.SUPERUSER, PostgresCluster.PASSWORD);
        Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      List<String> found = new ArrayList<>();
      while (answer.next()) {
        found.add(answer.getString(1));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Now, by the database's clock. */
  Instant clock() {
    return OffsetDateTime.parse(
            home("select to_char(clock_timestamp() at time zone 'UTC',"
                    + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')")
                .get(0))
        .toInstant();
  }

  /** Writes one row after another, each committed by itself, for so long. */
  void write(Duration length) throws SQLException, InterruptedException {
    Instant end = Instant.now().plus(length);
    try (Connection connection = shop.production().connect("shop");
        Statement statement = connection.createStatement()) {
      while (Instant.now().isBefore(end)) {
        statement.execute("insert into orders (item) values ('written on')");
        TimeUnit.MILLISECONDS.sleep(20);
      }
    }
  }

  /** When each row was committed, by the server itself. */
  Map<String, Instant> commits() {
    Map<String, Instant> found = new TreeMap<>();
    for (String row :
        home(
            "select id || ' ' || to_char(pg_xact_commit_timestamp(xmin) at time zone 'UTC',"
                + " 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from orders where item = 'written on'")) {
      String[] words = row.split(" ", -1);
      found.put(words[0], Instant.parse(words[1]));
    }
    return found;
  }

  /** Waits until the vault has a piece of the log that was closed after this instant. */
  void keptSince(Instant instant) {
    Path log = shop.home().resolve("vault/shop/_log/db");
    Awaitility.await()
        .atMost(Duration.ofMinutes(3))
        .pollInterval(Duration.ofMillis(300))
        .until(() -> pieces(log, ".json.asc").anyMatch(it -> modified(it).isAfter(instant)));
  }

  /** Files of the log in the vault, by name. */
  Stream<Path> pieces(String ending) {
    return pieces(shop.home().resolve("vault/shop/_log/db"), ending);
  }

  private static Stream<Path> pieces(Path log, String ending) {
    if (!Files.isDirectory(log)) {
      return Stream.empty();
    }
    try (Stream<Path> all = Files.walk(log)) {
      return all.filter(it -> it.toString().endsWith(ending)).sorted().toList().stream();
    } catch (IOException e) {
      return Stream.empty();
    }
  }

  private static Instant modified(Path file) {
    try {
      return Files.getLastModifiedTime(file).toInstant();
    } catch (IOException e) {
      return Instant.MIN;
    }
  }

  /** A restore as a user types it, waited for. */
  JsonNode restore(String target, String... more) throws IOException, InterruptedException {
    List<String> words =
        new ArrayList<>(List.of("restore", "shop", "--target", target, "--server", shop.address()));
    words.addAll(List.of(more));
    Typed typed = type(words);
    assertThat(typed.exit()).as(typed.text()).isZero();
    java.util.regex.Matcher run =
        java.util.regex.Pattern.compile("restore-\\d{8}T\\d{6}Z-[0-9a-f]{6}").matcher(typed.text());
    assertThat(run.find()).as(typed.text()).isTrue();
    return shop.ended(run.group());
  }

  record Typed(int exit, String text) {}

  Typed type(List<String> words) throws IOException, InterruptedException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UnlockDiagnosticVMOptions",
                "-XX:-BytecodeVerificationRemote",
                "-XX:+UseSerialGC",
                "-Duser.timezone=UTC",
                "-cp",
                System.getProperty("java.class.path"),
                "io.drillbook.cli.Main"));
    command.addAll(words);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("DRILLBOOK_USER", "oncall");
    builder.environment().put("DRILLBOOK_PASSWORD", shop.password("oncall"));
    Process process = builder.start();
    process.getOutputStream().close();
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(2, TimeUnit.MINUTES)).isTrue();
    return new Typed(process.exitValue(), text);
  }

  @Override
  public void close() throws IOException {
    for (String target : TARGETS) {
      Path pid = places.resolve(target).resolve("postmaster.pid");
      if (Files.exists(pid)) {
        ProcessHandle.of(Long.parseLong(Files.readAllLines(pid).get(0).strip()))
            .ifPresent(ProcessHandle::destroyForcibly);
      }
    }
    shop.close();
  }
}
