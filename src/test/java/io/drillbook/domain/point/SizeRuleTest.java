package io.drillbook.domain.point;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.ExpectedSize;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SizeRuleTest {
  @Test
  void theFirstPointIsNeverUnusual() {
    assertThat(judge(Map.of("db", 1L), List.of())).isEmpty();
  }

  @Test
  void halfAndDoubleAreStillUsual() {
    List<Map<String, Long>> before = List.of(Map.of("db", 1000L));
    assertThat(judge(Map.of("db", 500L), before)).isEmpty();
    assertThat(judge(Map.of("db", 2000L), before)).isEmpty();
    assertThat(judge(Map.of("db", 490L), before)).hasSize(2);
    assertThat(judge(Map.of("db", 2010L), before)).hasSize(2);
  }

  @Test
  void aSmallSourceThatVanishesIsSeenBesideALargeOne() {
    List<Map<String, Long>> before = List.of(Map.of("db", 1000L, "media", 1_000_000L));
    assertThat(judge(Map.of("db", 10L, "media", 1_000_000L), before))
        .singleElement()
        .satisfies(
            finding -> {
              assertThat(finding.source()).contains("db");
              assertThat(finding.usual()).isEqualTo(1000);
              assertThat(finding.percent()).isEqualTo(1);
              assertThat(finding.details()).containsEntry("bytes", "10");
            });
  }

  @Test
  void oneOddPredecessorDoesNotMoveTheMedian() {
    List<Map<String, Long>> before = new ArrayList<>(Collections.nCopies(4, Map.of("db", 1000L)));
    before.add(0, Map.of("db", 1L));
    assertThat(judge(Map.of("db", 1000L), before)).isEmpty();
    assertThat(judge(Map.of("db", 1L), before)).hasSize(2);
  }

  @Test
  void onlyTheNewestTenCount() {
    List<Map<String, Long>> before = new ArrayList<>(Collections.nCopies(10, Map.of("db", 10L)));
    before.addAll(Collections.nCopies(90, Map.of("db", 1000L)));
    assertThat(judge(Map.of("db", 10L), before)).isEmpty();
  }

  @Test
  void aNewSourceChangesTheWholeWithoutAnAlarm() {
    assertThat(judge(Map.of("db", 10L, "media", 10_000L), List.of(Map.of("db", 10L)))).isEmpty();
  }

  @Test
  void somethingAfterNothingIsUnusual() {
    assertThat(judge(Map.of("db", 1L), List.of(Map.of("db", 0L)))).hasSize(2);
    assertThat(judge(Map.of("db", 0L), List.of(Map.of("db", 0L)))).isEmpty();
  }

  private static List<SizeRule.Finding> judge(
      Map<String, Long> sizes, List<Map<String, Long>> before) {
    return SizeRule.judge(sizes, before, ExpectedSize.USUAL);
  }
}
