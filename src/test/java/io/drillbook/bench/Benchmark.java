package io.drillbook.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Backup and restore side by side with the seeds' own shell pipelines, a streaming one, pgBackRest
 * and restic, in one run, round by round; prints medians, ratios, goals and the peak of the heap.
 * Called by {@code ./drillbook bench}; never part of the tests.
 */
public final class Benchmark {
  private Benchmark() {}

  /**
   * Arguments: {@code database}, {@code cluster}, {@code media}, {@code increments}, {@code
   * stream}, {@code board} or {@code all} (the default, without the board); the size in MiB, of the
   * stream in GiB, of increments the number of files, of the board the number of systems; the
   * number of rounds (3).
   */
  public static void main(String[] args) throws Exception {
    List<String> words = List.of(args);
    boolean named = !words.isEmpty() && !Character.isDigit(words.get(0).charAt(0));
    String what = named ? words.get(0) : "all";
    List<String> numbers = named ? words.subList(1, words.size()) : words;
    int size = numbers.isEmpty() ? 0 : Integer.parseInt(numbers.get(0));
    int rounds = numbers.size() > 1 ? Integer.parseInt(numbers.get(1)) : 3;
    Path folder = Files.createTempDirectory("drillbook-bench");
    try {
      if (List.of("all", "database").contains(what)) {
        new DatabaseBench(folder.resolve("database"), rounds).run(size == 0 ? 400 : size);
      }
      if (List.of("all", "cluster").contains(what)) {
        new PhysicalBench(folder.resolve("cluster"), rounds).run(size == 0 ? 400 : size);
      }
      if (List.of("all", "media").contains(what)) {
        new MediaBench(folder.resolve("media"), rounds).run(size == 0 ? 400 : size);
      }
      if (List.of("all", "increments").contains(what)) {
        int files = what.equals("increments") && size > 0 ? size : 100_000;
        new IncrementBench(folder.resolve("increments"), rounds).run(files);
      }
      if (List.of("all", "stream").contains(what)) {
        SparseStream.run(what.equals("stream") && size > 0 ? size : 4);
      }
      if (what.equals("board")) {
        new BoardBench(folder.resolve("board"), rounds).run(size == 0 ? 500 : size);
      }
      memory();
    } finally {
      delete(folder);
    }
    System.exit(0);
  }

  private static void memory() throws IOException {
    long peak =
        ManagementFactory.getMemoryPoolMXBeans().stream()
            .filter(pool -> pool.getType() == MemoryType.HEAP)
            .map(MemoryPoolMXBean::getPeakUsage)
            .mapToLong(usage -> usage.getUsed())
            .sum();
    String resident =
        Files.readAllLines(Path.of("/proc/self/status")).stream()
            .filter(line -> line.startsWith("VmHWM"))
            .findFirst()
            .orElse("VmHWM unknown");
    System.out.printf(
        "%nPeak of the heap: %d MiB of at most %d; of all the JVM's memory: %s%n",
        peak >> 20, Runtime.getRuntime().maxMemory() >> 20, resident.replaceAll("\\s+", " "));
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }
}
