package io.drillbook.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.point.CatalogPoint;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.stream.Collectors;

/** Fourteen days of one seed, with the promises looked at every half hour. */
final class Fortnight {
  private static final Duration TICK = Duration.ofMinutes(30);
  private static final int TICKS_A_DAY = 48;
  private static final int DAYS = 14;
  private static final Set<Integer> ROTATIONS = Set.of(5, 10);

  private final World world;
  private final Story story;
  private final Routine routine;
  private final Chaos chaos;

  private Fortnight(World world) {
    this.world = world;
    this.story = new Story(world);
    this.routine = new Routine(world, story);
    this.chaos = new Chaos(world, story, routine);
  }

  /**
   * Lives through it.
   *
   * @throws AssertionError where a promise was broken; tells the seed and the day
   */
  static Tally live(Path folder, long seed) throws IOException {
    try (World world = new World(folder, seed)) {
      try {
        return new Fortnight(world).live();
      } catch (AssertionError | Exception e) {
        throw new AssertionError(
            "seed "
                + seed
                + " (run it again with -D"
                + FourteenDaysIT.SEED
                + "="
                + seed
                + "), "
                + world.clocks
                + ": "
                + e,
            e);
      }
    }
  }

  private Tally live() throws IOException {
    for (int tick = 0; tick < DAYS * TICKS_A_DAY; tick++) {
      if (tick % TICKS_A_DAY == 0) {
        nextDay(tick / TICKS_A_DAY);
      }
      chaos.strike();
      routine.work();
      story.promises().require();
      story.passed(TICK);
      world.clocks.pass(TICK);
    }
    chaos.end();
    reckon();
    return story.tally;
  }

  private void nextDay(int day) {
    if (ROTATIONS.contains(day)) {
      world.rotateKeys();
      story.tally.event("keys rotated");
    }
    story.promises().requireWholeCopies();
  }

  /**
   * With everything at work again, one backup, one check and one expiry bring all back to how it
   * should be: nothing that went wrong before keeps them from it.
   */
  private void reckon() {
    story.backedUp(world.backUp("backup-20991231T000000Z-ffffff"));
    assertThat(story.newestBackupGood).as("a backup when all is well").isTrue();
    routine.check("check-20991231T000000Z-ffffff", true);
    assertThat(story.open).as("damage that a check of everything did not find").isEmpty();
    routine.expireAll();
    assertThat(story.removed).as("points that expired within the fortnight").isNotEmpty();
    story.promises().require();
    Set<String> usable =
        world.catalog.points("shop").stream()
            .filter(CatalogPoint::usable)
            .map(CatalogPoint::point)
            .collect(Collectors.toSet());
    assertThat(usable).containsExactlyInAnyOrderElementsOf(story.standing());
    for (String point : story.standing()) {
      for (String vault : world.vaults.keySet()) {
        assertThat(Wholeness.holds(world, vault, point)).as(vault + "/" + point).isTrue();
      }
    }
  }
}
