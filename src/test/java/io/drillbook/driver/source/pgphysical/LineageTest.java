package io.drillbook.driver.source.pgphysical;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.point.SourceCapture;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which pieces lie on the way from a backup to the timeline that is wanted. */
class LineageTest {
  private static final long MIB = 1 << 20;
  private static final Map<Long, String> HISTORIES =
      Map.of(
          2L, "1\t0/2800000\tno recovery target specified\n",
          3L, "# after the loss\n1\t0/5800000\tbefore 2026-11-26 12:00:00+00\n\n",
          5L, "1\t0/9000000\tnever reached\n");

  @Test
  void theNewestTimelineIsFollowedAndWhatWasLeftBehindIsNotOnTheWay() {
    Lineage latest = lineage(1, "0/5000000", "latest");
    assertThat(latest.stray()).isEmpty();
    assertThat(holds(latest, "000000010000000000000058")).isTrue();
    assertThat(holds(latest, "000000010000000000000059")).as("written after the branch").isFalse();
    assertThat(holds(latest, "000000020000000000000030")).as("of a dead branch").isFalse();
    assertThat(holds(latest, "000000030000000000000090")).isTrue();
  }

  @Test
  void aTimelineThatLeftBeforeThePointsEndLeadsNowhere() {
    assertThat(lineage(1, "0/6000000", "latest").stray())
        .hasValueSatisfying(why -> assertThat(why).contains("3 branched off at 0/5800000"));
    assertThat(lineage(2, "0/3000000", "latest").stray())
        .hasValueSatisfying(why -> assertThat(why).contains("did not come from the point's"));
    assertThat(lineage(1, "0/2900000", "2").stray()).isPresent();
    Lineage current = lineage(1, "0/6000000", "current");
    assertThat(current.stray()).isEmpty();
    assertThat(holds(current, "0000000100000000000000FF")).isTrue();
    assertThat(holds(current, "000000030000000000000060")).isFalse();
  }

  private static boolean holds(Lineage lineage, String file) {
    return lineage.holds(WalName.of(file).orElseThrow(), MIB);
  }

  private static Lineage lineage(int timeline, String stop, String wanted) {
    Map<String, String> facts =
        Map.of(ClusterFacts.TIMELINE, String.valueOf(timeline), ClusterFacts.STOP_LSN, stop);
    SourceCapture capture =
        new SourceCapture("db", "postgresql-physical", Instant.EPOCH, facts, Map.of());
    return Lineage.of(capture, wanted, number -> Optional.ofNullable(HISTORIES.get(number)));
  }
}
