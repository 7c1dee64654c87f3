package io.drillbook.usecase.check;

import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Runbooks;
import io.drillbook.usecase.RunIds;
import java.util.LinkedHashMap;
import java.util.Map;

/** Starts the runbook that reads recovery points back. */
public final class StartCheck {
  private final Plans plans;
  private final Runbooks runbooks;
  private final RunIds ids;

  /** A use case over these ports. */
  public StartCheck(Plans plans, Runbooks runbooks, RunIds ids) {
    this.plans = plans;
    this.runbooks = runbooks;
    this.ids = ids;
  }

  /**
   * Starts it.
   *
   * @param all whether every copy is read, due or not
   * @param actor the person, or {@code timer:<schedule>}
   * @return the run's id
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID where no plan protects the system,
   *     NOT_ALLOWED
   */
  public String start(String system, boolean all, String actor) {
    Map<String, String> variables = new LinkedHashMap<>();
    variables.put("system", plans.plan(system).system());
    if (all) {
      variables.put("extent", "all");
    }
    String runId = ids.next(RunKind.CHECK);
    runbooks.start("check-recovery-points", runId, variables, actor);
    return runId;
  }
}
