package io.drillbook.usecase.drill;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.DrillPlan;
import io.drillbook.domain.plan.ProtectionPlan.TargetPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Runbooks;
import io.drillbook.usecase.RunIds;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Starts a drill of a system in a target that may be dropped. */
public final class StartDrill {
  private final Plans plans;
  private final Runbooks runbooks;
  private final RunIds ids;

  /** A use case over these ports. */
  public StartDrill(Plans plans, Runbooks runbooks, RunIds ids) {
    this.plans = plans;
    this.runbooks = runbooks;
    this.ids = ids;
  }

  /**
   * Starts it.
   *
   * @param scenario what is rehearsed; without it that of the plan's first drill
   * @param actor the person, or {@code timer:<schedule>}
   * @return the run's id
   * @throws Fault INPUT_INVALID, NOT_ALLOWED
   */
  public String start(String system, Optional<Scenario> scenario, String actor) {
    ProtectionPlan plan = plans.plan(system);
    Optional<DrillPlan> drill = drill(plan, scenario);
    Scenario rehearsed =
        scenario
            .or(() -> drill.map(DrillPlan::scenario))
            .orElseThrow(() -> unclear(system, "scenario", "Name one with '--scenario'."));
    String target = drill.map(DrillPlan::target).orElseGet(() -> onlySandbox(plan));
    String runId = ids.next(RunKind.DRILL);
    runbooks.start(
        "run-drill",
        runId,
        Map.of("system", plan.system(), "scenario", rehearsed.id(), "target", target),
        actor);
    return runId;
  }

  private static Optional<DrillPlan> drill(ProtectionPlan plan, Optional<Scenario> scenario) {
    List<DrillPlan> drills = List.copyOf(plan.drills().values());
    return drills.stream()
        .filter(drill -> scenario.map(drill.scenario()::equals).orElse(true))
        .findFirst()
        .or(() -> drills.stream().findFirst());
  }

  private static String onlySandbox(ProtectionPlan plan) {
    List<String> sandboxes =
        plan.targets().values().stream()
            .filter(TargetPlan::disposable)
            .map(TargetPlan::name)
            .toList();
    if (sandboxes.size() != 1) {
      throw unclear(
          plan.system(),
          "target",
          "Write a drill into the plan; disposable targets are " + sandboxes + ".");
    }
    return sandboxes.get(0);
  }

  private static Fault unclear(String system, String what, String hint) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to tell the " + what + " of a drill of the system: '" + system + "'",
        hint);
  }
}
