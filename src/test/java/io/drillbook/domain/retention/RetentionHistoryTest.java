package io.drillbook.domain.retention;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A year of random days, four steps each: backups that succeed and fail, points that somebody adds,
 * damage, holds, clocks that jump by a day or a year and come back, removals that are cut short.
 * The promises are checked at every expiry.
 */
class RetentionHistoryTest {
  private static final int STEPS = 365 * 4;

  static LongStream seeds() {
    return LongStream.concat(LongStream.rangeClosed(1, 6), LongStream.of(new Random().nextLong()));
  }

  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void thePromisesHoldAtEachStepOfARandomYear(long seed) {
    RandomYear year = new RandomYear(seed);
    for (int step = 0; step < STEPS; step++) {
      year.step();
      if (step % 4 == 3) {
        year.expire();
      }
    }
    assertThat(year.removed).as("seed %s removes something", seed).isGreaterThan(200);
    assertThat(year.refused).as("seed %s is refused at times", seed).isPositive();
    assertThat(year.asked).as("seed %s asks at times", seed).isPositive();
  }

  @Test
  void aSystemWithoutTroubleIsNeverAskedAndDoesNotGrow() {
    RandomYear year = new RandomYear(1).withoutTrouble();
    for (int step = 0; step < STEPS; step++) {
      year.step();
      if (step % 4 == 3) {
        year.expire();
      }
    }
    assertThat(year.refused).isZero();
    assertThat(year.asked).isZero();
    assertThat(year.points.all.size()).as("points").isBetween(30, 45);
  }
}
