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
import java.util.TreeMap;

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
   * What is asked for.
   *
   * @param scenario what is rehearsed; without it that of the plan's first drill
   * @param customer whose objectives it is measured against
   * @param override why it shall begin although the plan is not ready
   */
  public record Order(
      Optional<Scenario> scenario, Optional<String> customer, Optional<String> override) {}

  /**
   * Starts it.
   *
   * @param actor the person, or {@code timer:<schedule>}
   * @return the run's id
   * @throws Fault INPUT_INVALID, NOT_ALLOWED
   */
  public String start(String system, Order order, String actor) {
    ProtectionPlan plan = plans.plan(system);
    Rehearsal rehearsal = rehearsal(plan, order.scenario());
    order.customer().ifPresent(plan.objectives()::of);
    String runId = ids.next(RunKind.DRILL);
    Map<String, String> values = new TreeMap<>();
    values.put("system", plan.system());
    values.put("scenario", rehearsal.scenario().id());
    values.put("target", rehearsal.target());
    rehearsal.until().ifPresent(until -> values.put("until", until));
    order.customer().ifPresent(name -> values.put("customer", name));
    order.override().ifPresent(reason -> values.put("overrideReason", reason));
    runbooks.start("run-drill", runId, values, actor);
    return runId;
  }

  /** What is rehearsed, in which target, and how far logs of changes are replayed. */
  public record Rehearsal(Scenario scenario, String target, Optional<String> until) {}

  /**
   * The drill of a plan.
   *
   * @param scenario what is rehearsed; without it that of the plan's first drill
   * @throws Fault INPUT_INVALID where it cannot be told
   */
  public static Rehearsal rehearsal(ProtectionPlan plan, Optional<Scenario> scenario) {
    Optional<DrillPlan> drill = drill(plan, scenario);
    Scenario rehearsed =
        scenario
            .or(() -> drill.map(DrillPlan::scenario))
            .orElseThrow(() -> unclear(plan.system(), "scenario", "Name one with '--scenario'."));
    return new Rehearsal(
        rehearsed,
        drill.map(DrillPlan::target).orElseGet(() -> onlySandbox(plan)),
        drill.flatMap(DrillPlan::until));
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
