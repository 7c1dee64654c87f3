package io.drillbook.domain.point;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CondemnedTest {
  private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");

  @Test
  void a_point_whose_base_is_gone_is_broken_and_still_says_what_it_lacks() {
    CatalogPoint resting =
        new CatalogPoint(
            "shop",
            "b",
            "run",
            NOW,
            Optional.of(NOW),
            PointState.SEALED,
            List.of("primary"),
            1,
            Map.of("db", NOW),
            Map.of("media", "unable to reach it"),
            Set.of("a"));
    CatalogPoint found = Condemned.among(List.of(resting)).get(0);
    assertThat(found.inWords()).isEqualTo("broken, PARTIAL: without media");
    assertThat(found.needs()).containsExactly("a");
  }
}
