package io.drillbook.usecase.backup;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Runbooks;
import io.drillbook.usecase.RunIds;
import java.util.Map;

/** Starts the rotation of a system's keys. */
public final class StartRotation {
  private final Plans plans;
  private final Runbooks runbooks;
  private final RunIds ids;

  /** A use case over these ports. */
  public StartRotation(Plans plans, Runbooks runbooks, RunIds ids) {
    this.plans = plans;
    this.runbooks = runbooks;
    this.ids = ids;
  }

  /**
   * Starts it.
   *
   * @param actor the person
   * @return the run's id
   * @throws Fault INPUT_INVALID where no plan protects the system, NOT_ALLOWED
   */
  public String start(String system, String actor) {
    ProtectionPlan plan = plans.plan(system);
    String runId = ids.next(RunKind.ROTATION);
    runbooks.start("rotate-keys", runId, Map.of("system", plan.system()), actor);
    return runId;
  }
}
