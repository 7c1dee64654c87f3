package io.drillbook.domain.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyExpiryTest {
  private static final Instant NOW = Instant.parse("2026-11-25T10:00:00Z");

  private static KeyExpiry in(String time) {
    return KeyExpiry.of(Optional.of(NOW.plus(Duration.parse(time))), NOW);
  }

  @ParameterizedTest
  @CsvSource({
    "P60DT1S, -1, false",
    "P60D, 60, false",
    "P31D, 60, false",
    "P30D, 30, false",
    "P7DT1S, 30, false",
    "P7D, 7, false",
    "PT1S, 7, false",
    "PT0S, 0, true",
    "-P400D, 0, true"
  })
  void theNearestWarningThatIsReachedIsTheOneThatCounts(String left, int warning, boolean over) {
    assertThat(in(left).warning().orElse(-1)).isEqualTo(warning);
    assertThat(in(left).isOver()).isEqualTo(over);
  }

  @Test
  void aKeyThatNeverExpiresIsNeverWarnedOf() {
    KeyExpiry never = KeyExpiry.of(Optional.empty(), NOW);
    assertThat(never.warning()).isEmpty();
    assertThat(never.isOver()).isFalse();
    assertThat(never.inWords()).isEmpty();
  }

  @Test
  void wordsSayHowLong() {
    assertThat(in("P12DT5H").inWords()).contains("expires in 12 days");
    assertThat(in("P1DT5H").inWords()).contains("expires in 1 day");
    assertThat(in("PT5H").inWords()).contains("expires in less than a day");
    assertThat(in("-P3D").inWords()).contains("expired 3 days ago");
    assertThat(in("P90D").inWords()).isEmpty();
  }
}
