package io.drillbook.usecase.cutover;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.domain.plan.Settings;
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
 * Watches the live service after a cutover with the plan's http checks for as long as {@code
 * observe.for} says.
 */
public final class ObserveService {
  private final CheckDrivers drivers;
  private final Duration every;

  /**
   * A use case over these kinds of checks.
   *
   * @param every pause between two rounds of checks
   */
  public ObserveService(CheckDrivers drivers, Duration every) {
    this.drivers = drivers;
    this.every = every;
  }

  /**
   * Watches; returns early as soon as the service is known to be ill.
   *
   * @param target where traffic went
   * @return what was seen; {@code NOT_OBSERVED} where the plan has no http check for the service
   * @throws io.drillbook.domain.fault.Fault CANCELLED, INPUT_INVALID
   */
  public Observation run(ProtectionPlan plan, String target, StepContext context) {
    List<CheckPlan> checks =
        plan.verify().stream()
            .filter(check -> "http".equals(check.kind()))
            .filter(check -> CheckScope.onService(check.settings(), target))
            .toList();
    ObservationLog log = new ObservationLog();
    if (checks.isEmpty()) {
      return log.result();
    }
    Duration limit = plan.recovery().observeFor();
    long began = System.nanoTime();
    Patience.until(
        limit,
        every,
        context.cancellation(),
        () -> {
          round(checks, log, context);
          long seconds = Duration.ofNanos(System.nanoTime() - began).toSeconds();
          context.progress("observe", Math.min(seconds, limit.toSeconds()), limit.toSeconds());
          return log.isIll();
        });
    return log.result();
  }

  private void round(List<CheckPlan> checks, ObservationLog log, StepContext context) {
    long began = System.nanoTime();
    String trouble = "";
    for (CheckPlan check : checks) {
      CheckResult result = drivers.driver(check.kind()).run(asked(check), Map.of(), context);
      if (!result.passed()) {
        trouble = result.check() + ": " + result.detail();
      }
    }
    log.add(Duration.ofNanos(System.nanoTime() - began), trouble);
  }

  /** Without {@code wait}: patience with a service that starts would hide one that fails. */
  private static Settings asked(CheckPlan check) {
    Map<String, Object> values = new HashMap<>(check.settings().values());
    values.remove("wait");
    return new Settings(values);
  }
}
