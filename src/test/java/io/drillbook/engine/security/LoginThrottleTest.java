package io.drillbook.engine.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class LoginThrottleTest {
  private Instant now = Instant.parse("2026-11-27T03:00:00Z");

  private final LoginThrottle throttle =
      new LoginThrottle(
          new Clock() {
            @Override
            public ZoneId getZone() {
              return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
              return this;
            }

            @Override
            public Instant instant() {
              return now;
            }
          });

  @Test
  void aServerThatIsSlowToLookAtPasswordsMakesAGuesserWaitAllTheSame() {
    for (int i = 0; i < 5; i++) {
      LoginThrottle.Try guess = throttle.begin("oncall", "192.0.2.1");
      now = now.plus(Duration.ofSeconds(3));
      guess.failed();
    }
    assertThatThrownBy(() -> throttle.begin("oncall", "192.0.2.1"))
        .isInstanceOf(TooManyTries.class);
    now = now.plus(Duration.ofSeconds(1));
    assertThat(throttle.begin("oncall", "192.0.2.1")).isNotNull();
  }
}
