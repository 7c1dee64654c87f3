package io.drillbook.usecase.incident;

import io.drillbook.domain.record.Place;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.store.RunStore;
import java.util.List;
import java.util.Optional;

/** Lists runs, newest first. */
public final class ListRuns {
  private static final int MOST = 200;

  private final RunStore runs;

  /** A use case over this store. */
  public ListRuns(RunStore runs) {
    this.runs = runs;
  }

  /**
   * The newest runs, 200 at most.
   *
   * @param system only this system, or every one
   * @param kind only this kind, or every one
   */
  public List<Run> list(Optional<String> system, Optional<RunKind> kind, boolean openOnly) {
    return runs.list(system, kind, openOnly, MOST);
  }

  /**
   * Some of the runs, newest first.
   *
   * @param after the last one that was told already; empty at the beginning
   * @param limit at most so many
   */
  public List<Run> list(
      Optional<Place> after,
      Optional<String> system,
      Optional<RunKind> kind,
      boolean openOnly,
      int limit) {
    return after
        .map(place -> runs.listAfter(place, system, kind, openOnly, limit))
        .orElseGet(() -> runs.list(system, kind, openOnly, limit));
  }
}
