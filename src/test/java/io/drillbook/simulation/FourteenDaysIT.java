package io.drillbook.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.point.CatalogPoint;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A fortnight of backups, checks, expiry and bad luck, with the promises looked at all the time.
 */
@Tag("long")
class FourteenDaysIT {
  private static final Duration TICK = Duration.ofMinutes(30);
  private static final int TICKS_A_DAY = 48;
  private static final int DAYS = 14;
  private static final Set<Integer> ROTATIONS = Set.of(5, 10);

  @TempDir Path folder;

  @Test
  void withAFixedSeedEveryPromiseHolds() throws Exception {
    live(20261118);
  }

  @RepeatedTest(20)
  void withAnySeedEveryPromiseHolds() throws Exception {
    live(new Random().nextLong());
  }

  private void live(long seed) throws Exception {
    try (World world = new World(folder, seed)) {
      Story story = new Story(world);
      Routine routine = new Routine(world, story);
      Chaos chaos = new Chaos(world, story, routine);
      try {
        for (int tick = 0; tick < DAYS * TICKS_A_DAY; tick++) {
          chaos.strike();
          routine.work();
          story.requireFoundInTime();
          story.passed(TICK);
          world.clocks.pass(TICK);
          if (tick % TICKS_A_DAY == 0) {
            nextDay(world, story, tick / TICKS_A_DAY);
          }
        }
        chaos.end();
        reckon(world, story, routine);
      } catch (AssertionError | Exception e) {
        throw new AssertionError("seed " + seed + ", " + world.clocks.world() + ": " + e, e);
      }
      System.out.printf(
          "seed %d: %d sealed, %d expired, %d damages, %d found, slowest after %s, %s%n",
          seed,
          story.sealed.size(),
          story.removed.size(),
          story.damages,
          story.found,
          story.slowest,
          chaos.counts());
    }
  }

  private static void nextDay(World world, Story story, int day) {
    if (ROTATIONS.contains(day)) {
      world.rotateKeys();
    }
    for (String point : story.standing()) {
      assertThat(
              world.vaults.keySet().stream()
                  .anyMatch(vault -> Wholeness.holds(world, vault, point)))
          .as("a whole copy of " + point)
          .isTrue();
    }
  }

  /** With everything at work again, one check makes every copy of every point whole. */
  private static void reckon(World world, Story story, Routine routine) {
    routine.check("check-20991231T000000Z-ffffff", true);
    assertThat(story.open).isEmpty();
    Set<String> usable =
        world.catalog.points("shop").stream()
            .filter(CatalogPoint::usable)
            .map(CatalogPoint::point)
            .collect(Collectors.toSet());
    assertThat(usable).containsAll(story.standing());
    for (String point : story.standing()) {
      for (String vault : world.vaults.keySet()) {
        assertThat(Wholeness.holds(world, vault, point)).as(vault + "/" + point).isTrue();
      }
    }
  }
}
