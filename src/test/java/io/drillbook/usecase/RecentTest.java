package io.drillbook.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RecentTest {
  private final AtomicInteger asked = new AtomicInteger();
  private Instant now = Instant.parse("2026-11-27T03:00:00Z");
  private final InstantSource source = () -> now;
  private final Clock clock = source.withZone(ZoneOffset.UTC);

  @Test
  void isAskedAnewOnceItIsOld() {
    Recent<Integer> recent = new Recent<>(asked::incrementAndGet, Duration.ofSeconds(5), clock);
    assertThat(recent.get()).isEqualTo(1);
    now = now.plusSeconds(4);
    assertThat(recent.get()).isEqualTo(1);
    now = now.plusSeconds(1);
    assertThat(recent.get()).isEqualTo(2);
  }

  /** A clock that was an hour ahead must not keep the answer for an hour. */
  @Test
  void isAskedAnewWhenTheClockWasSetBack() {
    Recent<Integer> recent = new Recent<>(asked::incrementAndGet, Duration.ofSeconds(5), clock);
    recent.get();
    now = now.minusSeconds(3600);
    assertThat(recent.get()).isEqualTo(2);
  }

  /** Each of hundreds of gauges would else wait for a database that is not there. */
  @Test
  void whatDoesNotAnswerIsLeftInPeaceForAMomentFromThenOn() {
    Recent<Integer> recent =
        new Recent<>(
            () -> {
              if (asked.incrementAndGet() == 1) {
                now = now.plusSeconds(30);
                throw new IllegalStateException("the store does not answer");
              }
              return 7;
            },
            Duration.ofSeconds(5),
            clock);
    assertThatThrownBy(recent::get).isInstanceOf(IllegalStateException.class);
    now = now.plusSeconds(4);
    assertThatThrownBy(recent::get).isInstanceOf(IllegalStateException.class);
    assertThat(asked).hasValue(1);
    now = now.plusSeconds(1);
    assertThat(recent.get()).isEqualTo(7);
  }
}
