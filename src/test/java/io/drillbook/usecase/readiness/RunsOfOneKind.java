package io.drillbook.usecase.readiness;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.store.RunStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** At most one open run, of the kind that a test names. */
final class RunsOfOneKind implements RunStore {
  private static final Instant AT = Instant.parse("2026-11-20T12:00:00Z");
  Optional<RunKind> open = Optional.empty();

  @Override
  public List<Run> list(
      Optional<String> system, Optional<RunKind> kind, boolean openOnly, int limit) {
    assertThat(system).contains("shop");
    assertThat(openOnly).isTrue();
    return open.filter(running -> kind.equals(Optional.of(running)))
        .map(running -> List.of(run(running)))
        .orElse(List.of());
  }

  private static Run run(RunKind kind) {
    return new Run(
        "r",
        kind,
        "shop",
        Optional.empty(),
        AT,
        AT,
        "timer",
        Duration.ZERO,
        false,
        "d",
        Optional.empty(),
        Optional.empty());
  }

  @Override
  public void start(Run run) {
    throw new UnsupportedOperationException();
  }

  @Override
  public void end(String runId, Instant at, Verdict verdict) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Run> find(String runId) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Optional<Run> lastEnded(String system, RunKind kind) {
    throw new UnsupportedOperationException();
  }
}
