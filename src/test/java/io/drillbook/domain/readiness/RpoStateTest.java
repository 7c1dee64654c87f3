package io.drillbook.domain.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.PointState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RpoStateTest {
  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
  private static final Duration HOUR = Duration.ofHours(1);

  @Test
  void only_a_point_that_can_be_restored_counts_and_its_data_time_decides() {
    RpoState state =
        RpoState.of(
            "db",
            HOUR,
            List.of(
                point("capturing", PointState.CAPTURING, 1),
                point("broken", PointState.BROKEN, 2),
                point("sealed", PointState.SEALED, 50),
                point("proven", PointState.PROVEN, 90)),
            NOW);
    assertThat(state.point()).contains("sealed");
    assertThat(state.used()).contains(Duration.ofMinutes(50));
    assertThat(state.left()).contains(Duration.ofMinutes(10));
    assertThat(state.breached()).isFalse();
  }

  @Test
  void an_older_point_or_none_breaches_the_rpo() {
    assertThat(RpoState.of("db", HOUR, List.of(point("a", PointState.SEALED, 61)), NOW).breached())
        .isTrue();
    RpoState none = RpoState.of("media", HOUR, List.of(point("a", PointState.SEALED, 1)), NOW);
    assertThat(none.breached()).isTrue();
    assertThat(none.used()).isEmpty();
  }

  private static CatalogPoint point(String name, PointState state, int minutesOld) {
    Instant dataTime = NOW.minus(Duration.ofMinutes(minutesOld));
    return new CatalogPoint(
        "shop", name, "run", NOW, Optional.of(NOW), state, List.of(), 1, Map.of("db", dataTime));
  }
}
