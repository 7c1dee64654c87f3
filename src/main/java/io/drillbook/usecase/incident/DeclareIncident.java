package io.drillbook.usecase.incident;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Runbooks;
import io.drillbook.spi.store.RunStore;
import io.drillbook.usecase.RunIds;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Declares an incident: the clock against the RTO runs from its detection. */
public final class DeclareIncident {
  /** Clocks of machines differ a little: so much in the future still is now. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  /** Only one of these at a time for a system. */
  private static final List<RunKind> MOVING = List.of(RunKind.INCIDENT, RunKind.FAILBACK);

  private final Plans plans;
  private final RunStore runs;
  private final Runbooks runbooks;
  private final RunIds ids;
  private final Clock clock;

  /** A use case over these ports. */
  public DeclareIncident(Plans plans, RunStore runs, Runbooks runbooks, RunIds ids, Clock clock) {
    this.plans = plans;
    this.runs = runs;
    this.runbooks = runbooks;
    this.ids = ids;
    this.clock = clock;
  }

  /** The same for every customer. */
  public String declare(
      String system, Scenario scenario, Optional<Instant> detectedAt, String actor) {
    return declare(system, scenario, detectedAt, Optional.empty(), actor);
  }

  /**
   * Starts the recovery.
   *
   * @param detectedAt when somebody or something noticed; now, if it is left out
   * @param customer whose objectives it is measured against; the strictest of all, if left out
   * @return the run's id
   * @throws Fault INPUT_INVALID, NOT_ALLOWED where an incident or a fail-back of the system is open
   *     already
   */
  public String declare(
      String system,
      Scenario scenario,
      Optional<Instant> detectedAt,
      Optional<String> customer,
      String actor) {
    ProtectionPlan plan = plans.plan(system);
    Instant now = clock.instant();
    Instant detected = detectedAt.orElse(now);
    if (detected.isAfter(now.plus(SKEW))) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to declare an incident that was detected in the future: '" + detected + "'",
          "Now it is " + now + "; look at the date and the zone.");
    }
    customer.ifPresent(plan.objectives()::of);
    refuseWithoutTarget(plan);
    refuseSecond(runs, plan.system(), RunKind.INCIDENT);
    String runId = ids.next(RunKind.INCIDENT);
    Map<String, String> variables = new HashMap<>();
    variables.put("system", plan.system());
    variables.put("scenario", scenario.id());
    variables.put("detectedAt", (detected.isAfter(now) ? now : detected).toString());
    variables.put("target", plan.recovery().target());
    customer.ifPresent(name -> variables.put("customer", name));
    runbooks.start("recover-from-disaster", runId, variables, actor);
    return runId;
  }

  private static void refuseWithoutTarget(ProtectionPlan plan) {
    if (plan.recovery().target().isEmpty()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to recover a system whose plan names no target: '" + plan.system() + "'",
          "Write 'recovery.target' into the plan, or restore a recovery point by hand.");
    }
  }

  /**
   * Refuses a run that moves the traffic of a system while another one does: two recoveries, or one
   * and a fail-back, would restore and fence against each other and move traffic twice.
   *
   * @param wanted what is to begin: an incident or a fail-back
   * @throws Fault NOT_ALLOWED
   */
  public static void refuseSecond(RunStore runs, String system, RunKind wanted) {
    MOVING.stream()
        .flatMap(kind -> runs.list(Optional.of(system), Optional.of(kind), true, 1).stream())
        .findFirst()
        .ifPresent(open -> refuse(open, system, wanted));
  }

  private static void refuse(Run open, String system, RunKind wanted) {
    String what =
        wanted == RunKind.FAILBACK
            ? "unable to fail back while another run may move traffic of the system: '"
            : open.kind() == RunKind.FAILBACK
                ? "unable to declare an incident during a fail-back of the system: '"
                : "unable to declare a second incident of the system: '";
    throw new Fault(
        FaultCode.NOT_ALLOWED,
        what + system + "'",
        "'" + open.id() + "' is open; work it or abandon it first.");
  }
}
