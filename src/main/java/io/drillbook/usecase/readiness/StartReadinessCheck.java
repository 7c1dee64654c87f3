package io.drillbook.usecase.readiness;

import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Runbooks;
import io.drillbook.usecase.RunIds;
import java.util.Map;

/** Starts the runbook that checks whether a plan can be relied on. */
public final class StartReadinessCheck {
  private final Plans plans;
  private final Runbooks runbooks;
  private final RunIds ids;

  /** A use case over these ports. */
  public StartReadinessCheck(Plans plans, Runbooks runbooks, RunIds ids) {
    this.plans = plans;
    this.runbooks = runbooks;
    this.ids = ids;
  }

  /**
   * Starts it.
   *
   * @param actor the person, or {@code timer:<schedule>}
   * @return the run's id; what nobody asked for by hand becomes a run only where it finds a change
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID where no plan protects the system,
   *     NOT_ALLOWED
   */
  public String start(String system, String actor) {
    String runId = ids.next(RunKind.READINESS);
    runbooks.start("check-readiness", runId, Map.of("system", plans.plan(system).system()), actor);
    return runId;
  }
}
