package io.drillbook.usecase.backup;

import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Runbooks;
import io.drillbook.usecase.RunIds;
import java.util.Map;

/** Starts the backup runbook of a system. */
public final class StartBackup {
  private final Plans plans;
  private final Runbooks runbooks;
  private final RunIds ids;

  /** A use case over these ports. */
  public StartBackup(Plans plans, Runbooks runbooks, RunIds ids) {
    this.plans = plans;
    this.runbooks = runbooks;
    this.ids = ids;
  }

  /**
   * Starts it.
   *
   * @param actor the person, or {@code timer:<schedule>}
   * @return the run's id
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID where no plan protects the system,
   *     NOT_ALLOWED
   */
  public String start(String system, String actor) {
    String known = plans.plan(system).system();
    String runId = ids.next(RunKind.BACKUP);
    runbooks.start("take-backup", runId, Map.of("system", known), actor);
    return runId;
  }
}
