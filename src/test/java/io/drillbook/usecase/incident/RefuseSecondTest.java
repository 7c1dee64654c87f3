package io.drillbook.usecase.incident;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.usecase.RunsInMemory;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Incident and fail-back both fence and move: only one of them at a time. */
class RefuseSecondTest {
  private final RunsInMemory runs = new RunsInMemory();

  @ParameterizedTest
  @CsvSource({
    "INCIDENT, INCIDENT",
    "INCIDENT, FAILBACK",
    "FAILBACK, INCIDENT",
    "FAILBACK, FAILBACK"
  })
  void aRunThatMovesTrafficRefusesEveryOther(RunKind open, RunKind wanted) {
    runs.start(run("run-1", open));
    assertThatThrownBy(() -> DeclareIncident.refuseSecond(runs, "shop", wanted))
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.hint()).contains("'run-1'"))
        .hasMessageContaining("'shop'");
  }

  @Test
  void whatIsOverOrMovesNothingRefusesNobody() {
    runs.start(run("run-1", RunKind.FAILBACK));
    runs.end("run-1", Instant.EPOCH, Verdict.SUCCEEDED);
    runs.start(run("run-2", RunKind.BACKUP));
    assertThatCode(() -> DeclareIncident.refuseSecond(runs, "shop", RunKind.INCIDENT))
        .doesNotThrowAnyException();
  }

  private static Run run(String id, RunKind kind) {
    return new Run(
        id,
        kind,
        "shop",
        Optional.empty(),
        Instant.EPOCH,
        Instant.EPOCH,
        "olga",
        Duration.ZERO,
        false,
        "d",
        Optional.empty(),
        Optional.empty());
  }
}
