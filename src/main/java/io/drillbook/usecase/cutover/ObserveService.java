package io.drillbook.usecase.cutover;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ObserveRule;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.plan.Side;
import io.drillbook.spi.check.CheckResult;
import io.drillbook.spi.check.CheckScope;
import io.drillbook.spi.step.Patience;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.CheckDrivers;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Watches the live service after its traffic was moved, with the plan's http checks, for as long as
 * the plan says; and meanwhile the side that it left, which must not accept writes any more.
 */
public final class ObserveService {
  private final CheckDrivers drivers;
  private final InspectFence fences;
  private final Duration inspectEvery;

  /**
   * A use case over these kinds of checks.
   *
   * @param inspectEvery pause between two looks at the side that was left
   */
  public ObserveService(CheckDrivers drivers, InspectFence fences, Duration inspectEvery) {
    this.drivers = drivers;
    this.fences = fences;
    this.inspectEvery = inspectEvery;
  }

  /**
   * Watches; returns early as soon as the service is known to be down.
   *
   * @param target where traffic went
   * @param left the side that traffic left
   * @return what was seen; {@code NOT_OBSERVED} where the plan has no http check for the service
   * @throws Fault SPLIT_BRAIN where the side that was left accepts writes; CANCELLED, INPUT_INVALID
   */
  public Observation run(ProtectionPlan plan, String target, Side left, StepContext context) {
    requireFenced(plan, left);
    List<CheckPlan> checks =
        plan.verify().stream()
            .filter(check -> "http".equals(check.kind()))
            .filter(check -> CheckScope.onService(check.settings(), target))
            .toList();
    ObserveRule rule = plan.recovery().observe();
    ObservationLog log = new ObservationLog(rule);
    if (checks.isEmpty()) {
      return log.result();
    }
    long limit = rule.lasts().toSeconds();
    long began = System.nanoTime();
    long[] inspected = {began};
    Patience.until(
        rule.lasts(),
        rule.every(),
        context.cancellation(),
        () -> {
          round(checks, log, context);
          long now = System.nanoTime();
          context.progress(
              "observe", Math.min(Duration.ofNanos(now - began).toSeconds(), limit), limit);
          if (now - inspected[0] >= inspectEvery.toNanos()) {
            inspected[0] = now;
            requireFenced(plan, left);
          }
          return log.isDown();
        });
    requireFenced(plan, left);
    return log.result();
  }

  private void requireFenced(ProtectionPlan plan, Side left) {
    String open = fences.open(plan, left);
    if (!open.isEmpty()) {
      throw new Fault(
          FaultCode.SPLIT_BRAIN,
          "unable to go on while both sides accept writes: '" + plan.system() + "'",
          "The "
              + left.id()
              + ", which traffic left, accepts writes again: "
              + open
              + ". Rows that are written there now are missing on the other side.");
    }
  }

  private void round(List<CheckPlan> checks, ObservationLog log, StepContext context) {
    boolean failed = false;
    for (CheckPlan check : checks) {
      long began = System.nanoTime();
      CheckResult result = drivers.driver(check.kind()).run(asked(check), Map.of(), context);
      String trouble = result.passed() ? "" : result.check() + ": " + result.detail();
      log.answer(Duration.ofNanos(System.nanoTime() - began), trouble);
      failed |= !result.passed();
    }
    log.round(failed);
  }

  /** Without {@code wait}: patience with a service that starts would hide one that fails. */
  private static Settings asked(CheckPlan check) {
    Map<String, Object> values = new HashMap<>(check.settings().values());
    values.remove("wait");
    return new Settings(values);
  }
}
