package io.drillbook.usecase.retention;

import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Runbooks;
import io.drillbook.usecase.RunIds;
import java.util.Map;

/** Starts the expiry runbook of a system. */
public final class StartExpiry {
  private final Plans plans;
  private final Runbooks runbooks;
  private final RunIds ids;

  /** A use case over these ports. */
  public StartExpiry(Plans plans, Runbooks runbooks, RunIds ids) {
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
    String runId = ids.next(RunKind.EXPIRY);
    runbooks.start("expire-recovery-points", runId, Map.of("system", known), actor);
    return runId;
  }
}
