package io.drillbook.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drillbook.browser.FirstPaint;
import io.drillbook.engine.boot.StoreSchema;
import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.testbed.PostgresCluster;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The board and the API over few and many systems and recovery points, on H2 and on PostgreSQL; the
 * growth with ten times the data is what counts. The stores are filled first and measured then;
 * {@code -Ddrillbook.bench.pause=true} waits for a line between, so that the machine may come to
 * rest. With {@code -Ddrillbook.bench.newer=CLASSES} the largest stores are measured by this build
 * first, then all of them by that one.
 */
final class BoardBench {
  private static final int POINTS_EACH = 200;
  private static final int ACTIVITIES = 5_000;
  private static final int TEN = 10;
  private static final int SIZES = 3;
  private static final int WARM = 3;
  private static final double NANOS_PER_MILLI = 1e6;

  private final Path folder;
  private final int rounds;
  private final Map<String, Map<String, List<Double>>> figures = new LinkedHashMap<>();

  BoardBench(Path folder, int rounds) {
    this.folder = folder;
    this.rounds = rounds;
  }

  /** One filled store. */
  private record Filled(String title, Path home, int port, int systems, int points) {}

  void run(int systems) throws Exception {
    int points = systems * POINTS_EACH;
    try (PostgresCluster cluster = PostgresCluster.start()) {
      List<Filled> all = new ArrayList<>();
      for (boolean h2 : new boolean[] {true, false}) {
        all.add(fill(h2, systems / TEN, points / TEN, cluster));
        all.add(fill(h2, systems, points / TEN, cluster));
        all.add(fill(h2, systems, points, cluster));
      }
      String newer = System.getProperty("drillbook.bench.newer", "");
      if (!newer.isEmpty()) {
        measureAll(List.of(all.get(SIZES - 1), all.get(all.size() - 1)), "", 1);
        report();
        figures.clear();
      }
      measureAll(all, newer.isEmpty() ? "" : newer + File.pathSeparator, rounds);
    }
    report();
  }

  /** All servers are started and called first; while one is measured, the others stand still. */
  private void measureAll(List<Filled> all, String classes, int rounds) throws Exception {
    Map<Filled, BoardServer> servers = new LinkedHashMap<>();
    try {
      for (Filled filled : all) {
        System.out.println("Starting " + filled.title());
        long began = System.nanoTime();
        BoardServer server = BoardServer.start(filled.home(), filled.port(), classes);
        servers.put(filled, server);
        Map<String, List<Double>> times = new LinkedHashMap<>();
        figures.put(filled.title(), times);
        add(times, "first start, until it is UP", (System.nanoTime() - began) / NANOS_PER_MILLI);
        server.settle();
        warm(server, filled, Math.min(WARM, rounds));
        server.rest();
      }
      System.out.println("Started.");
      if (Boolean.getBoolean("drillbook.bench.pause")) {
        System.out.println("Measuring begins with a line on standard input: " + System.in.read());
      }
      for (Map.Entry<Filled, BoardServer> one : servers.entrySet()) {
        one.getValue().wake();
        measure(one.getKey(), one.getValue(), rounds);
        one.getValue().rest();
      }
    } finally {
      for (BoardServer server : servers.values()) {
        server.close();
      }
    }
  }

  /** A server has run for days, and its code is compiled. */
  private static void warm(BoardServer server, Filled filled, int times) {
    for (int i = 0; i < times; i++) {
      pages(server, filled).values().forEach(server::get);
    }
  }

  private static Map<String, String> pages(BoardServer server, Filled filled) {
    String points = "/api/v1/systems/" + BoardStoreFill.LARGE + "/points";
    Map<String, String> pages = new LinkedHashMap<>();
    pages.put("board, HTML", "/");
    pages.put("GET /api/v1/board", "/api/v1/board");
    pages.put("GET /api/v1/systems", "/api/v1/systems");
    pages.put("GET /api/v1/runs", "/api/v1/runs");
    pages.put("points of a system, first page", points);
    pages.put("points of a system, middle page", server.middle(points, filled.points() / 20));
    pages.put("page of that system", "/systems/" + BoardStoreFill.LARGE);
    pages.put("page of a run, 5,000 activities", "/runs/" + BoardStoreFill.LONG_RUN);
    pages.put("GET /actuator/prometheus", "/actuator/prometheus");
    return pages;
  }

  private Filled fill(boolean h2, int systems, int points, PostgresCluster cluster)
      throws Exception {
    String title = (h2 ? "H2" : "PostgreSQL") + ", %,d systems, %,d points";
    title = String.format(Locale.ROOT, title, systems, points);
    System.out.println("Filling " + title);
    String name = "board" + systems + "x" + points;
    Path home = folder.resolve((h2 ? "h2" : "pg") + name);
    Path config = Files.createDirectories(home.resolve("config/plans")).getParent();
    Files.createDirectories(home.resolve("var"));
    String url;
    if (h2) {
      url = "jdbc:h2:file:" + home.resolve("var/engine");
    } else {
      cluster.sql("postgres", "create database " + name);
      url = cluster.jdbcUrl(name);
    }
    int port = BoardServer.freePort();
    configure(config, url, port, h2);
    for (int i = 0; i < systems; i++) {
      String system = String.format(Locale.ROOT, "s%03d", i);
      Files.writeString(config.resolve("plans/" + system + ".yaml"), plan(system, home));
    }
    HikariConfig pool = new HikariConfig();
    pool.setJdbcUrl(url);
    pool.setUsername(h2 ? "sa" : PostgresCluster.SUPERUSER);
    pool.setPassword(h2 ? "" : PostgresCluster.PASSWORD);
    pool.setMaximumPoolSize(4);
    try (HikariDataSource database = new HikariDataSource(pool)) {
      StoreSchema.migrate(database);
      new BoardStoreFill(database, systems, points, ACTIVITIES).fill();
    }
    return new Filled(title, home, port, systems, points);
  }

  private static void configure(Path config, String url, int port, boolean h2) throws IOException {
    for (String key : List.of("ops", "escrow", "signer")) {
      var pair =
          OpenPgpKeys.generate(key + " <" + key + "@example.com>", new char[0], Clock.systemUTC());
      Files.writeString(config.resolve(key + ".asc"), pair.publicKey());
      Files.writeString(config.resolve(key + ".private.asc"), pair.privateKey());
    }
    Path secret = config.resolve("database.secret");
    Files.writeString(secret, PostgresCluster.PASSWORD);
    Files.setPosixFilePermissions(secret, PosixFilePermissions.fromString("rw-------"));
    Path vault = config.resolveSibling("vault");
    Files.createDirectories(vault.resolve("primary"));
    Files.createDirectories(vault.resolve("offsite"));
    String login = h2 ? "" : ", username: postgres, password: \"${file:" + secret + "}\"";
    Files.writeString(
        config.resolve("drillbook.yaml"),
        """
        server: { address: 127.0.0.1, port: %1$d }
        database: { url: "%2$s"%3$s }
        vaults:
          primary: { kind: directory, path: %4$s/primary, site: berlin }
          offsite: { kind: directory, path: %4$s/offsite, site: oslo }
        keys:
          ops:    { public: ops.asc, private: ops.private.asc }
          escrow: { public: escrow.asc }
          signer: { public: signer.asc, private: signer.private.asc }
        """
            .formatted(port, url, login, vault));
  }

  /** With schedules that are not due, so that nothing runs while it is measured. */
  private static String plan(String system, Path home) {
    return """
    system: %1$s
    owner: owner@example.com
    zone: Europe/Berlin
    objectives:
      rto: 4h
      rpo: 400d
      scenarios: { database-corruption: { rto: 1h }, server-failure: { rto: 4h } }
    sources:
      db: { kind: directory, path: %2$s/data }
      media: { kind: directory, path: %2$s/data }
    backup:
      schedule: "0 3 1 1 *"
      vaults: [primary, offsite]
      required: [primary]
      encrypt-to: [ops, escrow]
      sign-with: signer
    retention: { daily: 14, weekly: 12, monthly: 12, keep-at-least: 3 }
    targets:
      sandbox:
        disposable: true
        sources: { db: { path: %2$s/sandbox/db }, media: { path: %2$s/sandbox/media } }
    readiness: { schedule: off }
    """
        .formatted(system, home);
  }

  private void measure(Filled filled, BoardServer server, int rounds) throws Exception {
    System.out.printf("Measuring %s; load %s%n", filled.title(), Rounds.load());
    Map<String, List<Double>> times = figures.get(filled.title());
    Map<String, String> pages = pages(server, filled);
    for (int round = 0; round < rounds; round++) {
      pages.forEach(
          (name, path) -> {
            BoardServer.Took took = server.get(path);
            if (took.status() == 200) {
              add(times, name + ", first byte", took.firstByte());
              add(times, name + ", whole", took.whole());
            }
          });
    }
    try (FirstPaint chromium =
        new FirstPaint(server.address(), "auditor", server.password("auditor"))) {
      chromium.millis("/", 2);
      chromium.millis("/", rounds).forEach(it -> add(times, "board, first paint", it));
    }
  }

  private static void add(Map<String, List<Double>> times, String name, double millis) {
    times.computeIfAbsent(name, key -> new ArrayList<>()).add(millis);
  }

  private void report() {
    List<Map<String, List<Double>>> columns = List.copyOf(figures.values());
    System.out.printf("%n| ms, median of %d | %s", rounds, String.join(" | ", figures.keySet()));
    System.out.println(" |\n|---" + "|---".repeat(columns.size()) + "|");
    for (String row : columns.get(0).keySet()) {
      StringBuilder line = new StringBuilder("| " + row);
      for (int i = 0; i < columns.size(); i++) {
        double median = median(columns.get(i).get(row));
        line.append(String.format(Locale.ROOT, " | %,.0f", median));
        if (i % SIZES == SIZES - 1 && columns.size() > SIZES) {
          double fewSystems = median(columns.get(i - 2).get(row));
          double fewPoints = median(columns.get(i - 1).get(row));
          line.append(
              String.format(
                  Locale.ROOT,
                  " (%.1f x, %.1f x)",
                  median / Math.max(1, fewSystems),
                  median / Math.max(1, fewPoints)));
        }
      }
      System.out.println(line + " |");
    }
  }

  private static double median(List<Double> all) {
    if (all == null) {
      return Double.NaN;
    }
    List<Double> sorted = all.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
