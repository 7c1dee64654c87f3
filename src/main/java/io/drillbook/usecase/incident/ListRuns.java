package io.drillbook.usecase.incident;

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
}
