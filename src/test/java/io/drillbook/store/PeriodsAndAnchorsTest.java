package io.drillbook.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.pipeline.evidence.CheckPeriod;
import io.drillbook.pipeline.evidence.CheckPeriod.Outcome;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** No run that was anchored can be left out of the evidence of a period. */
class PeriodsAndAnchorsTest {
  @TempDir Path home;
  private EvidenceBed bed;

  @BeforeEach
  void live() throws IOException {
    bed = new EvidenceBed(home);
    for (int seed = 30; seed < 36; seed++) {
      bed.ended(seed);
    }
  }

  @AfterEach
  void close() {
    bed.close();
  }

  private Path november() {
    return bed.period("2026-11-01", "2026-11-30");
  }

  private static String told(Outcome outcome) {
    return outcome.findings().toString();
  }

  @Test
  void aRunThatWasAnchoredAndLeftOutIsMissed() {
    bed.watch().look();
    String run = "incident-35";
    bed.sql("delete from run where id = ?", run);
    bed.sql("delete from record_entry where run_id = ?", run);
    bed.sql("delete from record_head where run_id = ?", run);
    bed.now = bed.now.plusSeconds(60);
    Path period = bed.period("2026-11-01", "2026-12-30");
    assertThat(bed.check(period).findings()).as("without anchors nobody can know").isEmpty();
    Outcome outcome = anchored(period);
    assertThat(told(outcome)).contains("unable to find a run that was anchored: 'incident-35'");
    assertThat(outcome.findings()).hasSize(1);
  }

  @Test
  void aRunThatGrewAfterThePeriodIsMissedAllTheSame() {
    String run = "incident-35";
    bed.watch().look();
    bed.now = bed.now.plus(Duration.ofDays(20));
    bed.grow(run);
    bed.watch().look();
    bed.sql("delete from run where id = ?", run);
    assertThat(told(anchored(november())))
        .contains("unable to find a run that was anchored: 'incident-35'");
  }

  @Test
  void aRunThatEndedInThePeriodAndWasFirstAnchoredAfterItIsMissed() {
    bed.now = Instant.parse("2026-12-02T06:00:00Z");
    bed.watch().look();
    bed.sql("delete from run where id = 'incident-35'");
    assertThat(told(anchored(november())))
        .contains("unable to find a run that was anchored: 'incident-35'");
    assertThat(anchored(bed.period("2026-11-01", "2026-11-15")).findings())
        .as("it ended later")
        .isEmpty();
  }

  @Test
  void aRunThatEndedInThePeriodAndWasFirstAnchoredAfterTheExportIsMissed() {
    bed.sql("update run set system = 'other' where id = 'incident-35'");
    bed.now = Instant.parse("2026-12-02T06:00:00Z");
    Path period = november();
    bed.sql("update run set system = 'shop' where id = 'incident-35'");
    bed.watch().look();
    assertThat(told(anchored(period)))
        .contains("unable to find a run that was anchored: 'incident-35'");
  }

  @Test
  void anAnchorOfBeforeThatTellsNoEndMissesOnlyWhatItWasMadeInThePeriodFor() throws IOException {
    Instant before = bed.now;
    for (Instant made : List.of(before, Instant.parse("2026-12-02T06:00:00Z"))) {
      bed.now = made;
      bed.anchorAsBefore("incident-35");
      bed.sql("update run set system = 'other' where id = 'incident-35'");
      bed.now = Instant.parse("2026-12-03T06:00:00Z");
      assertThat(told(anchored(november())).contains("a run that was anchored: 'incident-35'"))
          .isEqualTo(made.equals(before));
      FileSystemUtils.deleteRecursively(home.resolve("primary/_anchors"));
      bed.sql("update run set system = 'shop' where id = 'incident-35'");
    }
  }

  @Test
  void aRunThatEndedAfterTheExportIsNotMissed() {
    bed.watch().look();
    bed.now = bed.now.plusSeconds(60);
    Path period = bed.period("2026-11-01", "2026-12-30");
    bed.now = bed.now.plus(Duration.ofDays(1));
    bed.ended(45);
    bed.sql("update run set ended_at = '2026-11-23 05:00:00+00' where id = 'incident-45'");
    bed.watch().look();
    assertThat(anchored(period).findings()).isEmpty();
  }

  @Test
  void aReasonDoesNotExcuseARunThatWasAnchoredAsEnded() {
    bed.watch().look();
    bed.sql("update record_entry set actor = 'boss' where run_id = 'incident-33' and line = 4");
    bed.now = bed.now.plusSeconds(60);
    assertThat(told(anchored(november())))
        .contains("unable to find a run that was anchored: 'incident-33'");
  }

  private Outcome anchored(Path period) {
    return new CheckPeriod(period, bed.keys, EvidenceBed.SIGNERS, Optional.of(bed.book("primary")))
        .check();
  }
}
