package io.drillbook.bench;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.source.postgresql.PostgresqlSourceDriver;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.SampleDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Backup and restore of a generated database, side by side with the seeds' own shell pipelines in
 * one run; prints the medians, the ratios and the peak memory. Called by {@code ./drillbook bench};
 * never part of the tests.
 */
public final class Benchmark {
  private static final String DATABASE = "bench";

  private final PostgresCluster source = PostgresCluster.start();
  private final PostgresCluster target = PostgresCluster.start();
  private final Path folder;
  private final int rounds;
  private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

  private Benchmark(Path folder, int rounds) {
    this.folder = folder;
    this.rounds = rounds;
  }

  /** Arguments: size of the database in MiB (default 400), rounds (default 3). */
  public static void main(String[] args) throws Exception {
    int mebibytes = args.length > 0 ? Integer.parseInt(args[0]) : 400;
    int rounds = args.length > 1 ? Integer.parseInt(args[1]) : 3;
    Path folder = Files.createTempDirectory("drillbook-bench");
    Benchmark benchmark = new Benchmark(folder, rounds);
    try {
      benchmark.run(mebibytes);
    } finally {
      benchmark.source.close();
      benchmark.target.close();
      delete(folder);
    }
    System.exit(0);
  }

  private void run(int mebibytes) throws Exception {
    System.out.printf("Filling a database of about %d MiB …%n", mebibytes);
    SampleDatabase.create(source, DATABASE, mebibytes);
    String size = source.query(DATABASE, "select pg_size_pretty(pg_database_size('bench'))");
    String digests = source.digests(DATABASE);
    Shell shell = new Shell(folder, source, target, DATABASE);
    shell.prepareKeys();
    OurPath ours = new OurPath(folder, driver(), settings(source, DATABASE));
    for (int round = 1; round <= rounds; round++) {
      System.out.printf("Round %d of %d%n", round, rounds);
      time("backup, seed 004 (pg_dump, tar -cz, gpg, gpg --sign)", shell::backupAsSeed004);
      time("backup, seed 002 (pg_dump -Fc, sha256sum)", shell::backupAsSeed002);
      time("backup, drillbook (encrypted, signed, read back)", ours::backUp);
      time("restore, seed 004 (gpg, gpg, tar, psql)", shell::restoreAsSeed004);
      requireEqual(digests, "seed004");
      time("restore, seed 002 (sha256sum, pg_restore)", shell::restoreAsSeed002);
      requireEqual(digests, "seed002");
      String name = "ours" + round;
      time(
          "restore, drillbook (verified, decrypted, counted)",
          () -> ours.restore(settings(target, name), "restore-" + name));
      requireEqual(digests, name);
    }
    report(size);
  }

  private SourceDriver driver() {
    return new PostgresqlSourceDriver(reference -> Secret.of(reference.name()));
  }

  private static Settings settings(PostgresCluster cluster, String database) {
    return new Settings(
        Map.of(
            "url",
            cluster.url(database),
            "username",
            PostgresCluster.SUPERUSER,
            "password",
            new SecretReference("test", PostgresCluster.PASSWORD)));
  }

  private void requireEqual(String digests, String database) {
    if (!digests.equals(target.digests(database))) {
      throw new AssertionError("what was restored differs: " + database);
    }
    target.sql("postgres", "drop database \"" + database + "\" with (force)");
  }

  private void time(String what, Work work) throws Exception {
    long began = System.nanoTime();
    work.run();
    double took = (System.nanoTime() - began) / 1e9;
    seconds.computeIfAbsent(what, key -> new ArrayList<>()).add(took);
    System.out.printf("  %-55s %7.1f s%n", what, took);
  }

  private void report(String size) throws IOException {
    System.out.printf("%n| %s, median of %d rounds | s | against seed 004 |%n", size, rounds);
    System.out.println("|---|---|---|");
    for (Map.Entry<String, List<Double>> one : seconds.entrySet()) {
      String first = one.getKey().startsWith("backup") ? "backup, seed 004" : "restore, seed 004";
      double base =
          seconds.entrySet().stream()
              .filter(other -> other.getKey().startsWith(first))
              .mapToDouble(other -> median(other.getValue()))
              .findFirst()
              .orElseThrow();
      double median = median(one.getValue());
      System.out.printf("| %s | %.1f | %.1f x |%n", one.getKey(), median, base / median);
    }
    String peak =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .findFirst()
            .orElse("VmHWM unknown");
    System.out.printf(
        "%nPeak memory of the JVM: %s (heap limit %d MiB)%n",
        peak.replaceAll("\\s+", " "), Runtime.getRuntime().maxMemory() >> 20);
  }

  private static double median(List<Double> values) {
    List<Double> sorted = values.stream().sorted(Comparator.naturalOrder()).toList();
    return sorted.get(sorted.size() / 2);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** Something that is timed. */
  interface Work {
    void run() throws Exception;
  }
}
