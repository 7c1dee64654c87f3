package io.drillbook.domain.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryRuleTest {
  @Test
  void waitsGrowFromFiveSecondsToTenMinutesAndEndAfterAboutADay() {
    assertThat(wait(1)).hasSeconds(5);
    assertThat(wait(2)).hasSeconds(10);
    assertThat(wait(7)).hasSeconds(320);
    assertThat(wait(8)).hasMinutes(10);
    assertThat(wait(149)).hasMinutes(10);
    assertThat(RetryRule.next(150, Optional.empty())).isEmpty();
    Duration all = Duration.ZERO;
    for (int tries = 1; tries < RetryRule.TRIES; tries++) {
      all = all.plus(wait(tries));
    }
    assertThat(all).isBetween(Duration.ofHours(23), Duration.ofHours(25));
  }

  @Test
  void aReceiverMayAskForALongerWaitButNotForEver() {
    assertThat(RetryRule.next(1, Optional.of(Duration.ofSeconds(90))).orElseThrow()).hasSeconds(90);
    assertThat(RetryRule.next(8, Optional.of(Duration.ofSeconds(1))).orElseThrow()).hasMinutes(10);
    assertThat(RetryRule.next(1, Optional.of(Duration.ofDays(9))).orElseThrow()).hasHours(1);
  }

  private static Duration wait(int attempts) {
    return RetryRule.next(attempts, Optional.empty()).orElseThrow();
  }
}
