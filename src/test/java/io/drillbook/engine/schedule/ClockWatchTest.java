package io.drillbook.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class ClockWatchTest {
  private static final Instant NOON = Instant.parse("2026-11-20T12:00:00Z");

  private Instant shown = NOON;
  private long nanos;
  private final ClockWatch watch = new ClockWatch(new Shown(), () -> nanos);

  @Test
  void timeThatPassesIsNoStepBack() {
    pass(Duration.ofSeconds(30));
    assertThat(watch.look()).isZero();
  }

  @Test
  void aClockThatIsSetBackIsNoticedOnceAndByHowMuch() {
    pass(Duration.ofSeconds(30));
    shown = shown.minus(Duration.ofDays(365));
    assertThat(watch.look()).isEqualTo(Duration.ofDays(365));
    pass(Duration.ofSeconds(30));
    assertThat(watch.look()).isZero();
  }

  @Test
  void aClockThatJumpsAheadIsNotBehind() {
    pass(Duration.ofSeconds(30));
    shown = shown.plus(Duration.ofDays(1));
    assertThat(watch.look()).isNegative();
  }

  private void pass(Duration time) {
    shown = shown.plus(time);
    nanos += time.toNanos();
  }

  private final class Shown extends Clock {
    @Override
    public Instant instant() {
      return shown;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
