package io.drillbook.simulation;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fortnight of backups, checks, expiry, changed keys and bad luck under two clocks, with the
 * promises looked at all the time. A seed that failed runs again with {@code
 * -Ddrillbook.simulation.seed=SEED}; {@code -Ddrillbook.simulation.seeds=N} sets how many the long
 * run takes.
 */
class FourteenDaysIT {
  static final String SEED = "drillbook.simulation.seed";
  private static final int MANY = Integer.getInteger("drillbook.simulation.seeds", 40);
  private static final Tally TALLY = Tally.none();

  @TempDir(factory = MemoryDisk.class)
  Path folder;

  @Tag("long")
  @Test
  void withAFixedSeedEveryPromiseHolds() throws Exception {
    live(20261118);
  }

  @Test
  void throughTheBeginningOfSummerTimeEveryPromiseHolds() throws Exception {
    live(20270327);
  }

  @Test
  void withARandomSeedEveryPromiseHolds() throws Exception {
    live(Optional.ofNullable(Long.getLong(SEED)).orElseGet(() -> new Random().nextLong()));
  }

  @Tag("long")
  @TestFactory
  Stream<DynamicTest> withManySeedsEveryPromiseHolds() {
    return new Random()
        .longs(MANY)
        .mapToObj(seed -> DynamicTest.dynamicTest("seed " + seed, () -> live(seed)));
  }

  private void live(long seed) throws IOException {
    Tally tally = Fortnight.live(Files.createDirectory(folder.resolve("seed" + seed)), seed);
    System.out.println("seed " + seed + ": " + tally);
    TALLY.add(tally);
  }

  @AfterAll
  static void tell() {
    System.out.println("all: " + TALLY);
  }
}
