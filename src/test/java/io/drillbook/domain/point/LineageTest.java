package io.drillbook.domain.point;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LineageTest {
  private static final Instant NOW = Instant.parse("2026-11-20T02:00:00Z");
  private static final Member SMALL = new Member("m", "m.all.list.zst.pgp", "list", 1, "", 7, "");

  @Test
  void facts_tell_what_a_capture_rests_on_and_back() {
    Lineage full = new Lineage(NOW, List.of());
    Lineage third = full.next("a").next("b");
    assertThat(Lineage.of(capture(third.facts()))).contains(third);
    assertThat(Lineage.of(capture(full.facts()))).contains(full);
    assertThat(Lineage.needs(third.facts())).containsExactly("a", "b");
    assertThat(Lineage.of(capture(Map.of()))).isEmpty();
    assertThat(Lineage.needs(Map.of())).isEmpty();
  }

  @Test
  void an_increment_is_as_large_as_what_it_stands_for() {
    assertThat(Lineage.size(capture(new Lineage(NOW, List.of("a")).facts()), List.of(SMALL)))
        .isEqualTo(5_000);
    assertThat(Lineage.size(capture(Map.of()), List.of(SMALL))).isEqualTo(7);
  }

  private static SourceCapture capture(Map<String, String> facts) {
    return new SourceCapture("m", "directory", NOW, facts, Map.of("bytes", 5_000L));
  }
}
