package io.drillbook.usecase.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.usecase.Stores;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;

/** Metrics ask again and again; records of runs that ended are mostly the same. */
class PastRecoveriesTest {
  private final Stores stores = new Stores();
  private final RecordStore record = Mockito.spy(stores.record);
  private Instant now = Instant.parse("2026-11-27T03:00:00Z");
  private final InstantSource source = () -> now;
  private final PastRecoveries past =
      new PastRecoveries(stores.runs, record, stores.catalog, source.withZone(ZoneOffset.UTC));

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void recordsAreReadAgainWhereAnotherRunHasEndedAndNotWhileTheyAreTheSame() {
    drill("drill-1");
    assertThat(past.of("shop").runs()).isEqualTo(1);
    now = now.plusSeconds(31);
    assertThat(past.of("shop").runs()).isEqualTo(1);
    Mockito.verify(record, Mockito.times(1)).entries("drill-1");
    drill("drill-2");
    now = now.plusSeconds(31);
    assertThat(past.of("shop").runs()).isEqualTo(2);
  }

  /** What was done by hand may be entered after the run has ended. */
  @Test
  void notForEver() {
    drill("drill-1");
    past.of("shop");
    now = now.plus(Duration.ofMinutes(10));
    past.of("shop");
    Mockito.verify(record, Mockito.times(2)).entries("drill-1");
  }

  private void drill(String id) {
    Optional<Scenario> scenario = Optional.of(Scenario.SERVER_FAILURE);
    Duration rto = Duration.ofHours(1);
    stores.runs.start(
        new Run(
            id,
            RunKind.DRILL,
            "shop",
            scenario,
            now,
            now,
            "ada",
            rto,
            false,
            "digest",
            Optional.empty(),
            Optional.empty()));
    stores.runs.end(id, now.plusSeconds(60), Verdict.SUCCEEDED);
  }
}
