package io.drillbook.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Times of what is compared, taken round by round, and their medians. */
final class Rounds {
  private final Map<String, List<Double>> seconds = new LinkedHashMap<>();

  /** Something that is timed. */
  interface Work {
    void run() throws Exception;
  }

  void time(String what, Work work) throws Exception {
    long began = System.nanoTime();
    work.run();
    double took = (System.nanoTime() - began) / 1e9;
    seconds.computeIfAbsent(what, key -> new ArrayList<>()).add(took);
    System.out.printf("  %-60s %7.1f s   load %s%n", what, took, load());
  }

  double median(String beginning) {
    List<Double> sorted =
        seconds.entrySet().stream()
            .filter(one -> one.getKey().startsWith(beginning))
            .findFirst()
            .orElseThrow()
            .getValue()
            .stream()
            .sorted()
            .toList();
    return sorted.get(sorted.size() / 2);
  }

  /** The rows that begin with a word, as Markdown, with how often the first one fits into each. */
  void table(String title, String beginning) {
    System.out.printf("%n| %s | s | times as fast as the first | each round |%n", title);
    System.out.println("|---|---|---|---|");
    double first = median(beginning);
    seconds.forEach(
        (what, all) -> {
          if (what.startsWith(beginning)) {
            String each = String.join(", ", all.stream().map("%.1f"::formatted).toList());
            double median = median(what);
            System.out.printf("| %s | %.1f | %.1f | %s |%n", what, median, first / median, each);
          }
        });
  }

  /** A goal that a ratio of medians is to reach. */
  void goal(String name, String ours, String theirs, double most) {
    double ratio = median(ours) / median(theirs);
    System.out.printf(
        "Goal: %s at most %.2f of '%s': %.2f, %s%n",
        name, most, theirs, ratio, ratio <= most ? "met" : "missed");
  }

  static String load() {
    try {
      return Files.readString(Path.of("/proc/loadavg")).split(" ", 2)[0];
    } catch (java.io.IOException e) {
      return "unknown";
    }
  }
}
