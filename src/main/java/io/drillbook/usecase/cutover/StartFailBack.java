package io.drillbook.usecase.cutover;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Runbooks;
import io.drillbook.usecase.RunIds;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Starts the fail-back of a system. */
public final class StartFailBack {
  private final Plans plans;
  private final Runbooks runbooks;
  private final RunIds ids;

  /** A use case over these ports. */
  public StartFailBack(Plans plans, Runbooks runbooks, RunIds ids) {
    this.plans = plans;
    this.runbooks = runbooks;
    this.ids = ids;
  }

  /**
   * Starts it.
   *
   * @param from the target where the system lives; the plan's standby where it is left out
   * @param actor the person
   * @return the run's id
   * @throws Fault INPUT_INVALID where no plan protects the system or knows no way home, NOT_ALLOWED
   */
  public String start(String system, Optional<String> from, String actor) {
    ProtectionPlan plan = plans.plan(system);
    Map<String, String> values = new HashMap<>(Map.of("system", plan.system()));
    from.ifPresent(target -> values.put("liveAt", plan.target(target).name()));
    String runId = ids.next(RunKind.FAILBACK);
    runbooks.start("fail-back", runId, values, actor);
    return runId;
  }
}
