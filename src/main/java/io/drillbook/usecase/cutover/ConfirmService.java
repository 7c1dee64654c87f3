package io.drillbook.usecase.cutover;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.check.CheckResult;
import io.drillbook.spi.check.CheckScope;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.CheckDrivers;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks the live service itself, once traffic went to the target, whether it answers as the plan
 * says.
 */
public final class ConfirmService {
  private static final String PATIENCE = "15s";

  private final CheckDrivers drivers;

  /** A use case over these kinds of checks. */
  public ConfirmService(CheckDrivers drivers) {
    this.drivers = drivers;
  }

  /**
   * Confirms the service by the plan's http checks.
   *
   * @return what was seen; empty where the plan has no http check for the service
   * @throws Fault CHECK_FAILED naming the first check that did not hold
   */
  public List<CheckResult> confirm(ProtectionPlan plan, String target, StepContext context) {
    List<CheckResult> results = new ArrayList<>();
    for (CheckPlan check : plan.verify()) {
      if ("http".equals(check.kind()) && CheckScope.onService(check.settings(), target)) {
        CheckResult result = drivers.driver(check.kind()).run(patient(check), Map.of(), context);
        if (!result.passed()) {
          throw new Fault(
              FaultCode.CHECK_FAILED,
              "unable to confirm the service of '" + plan.system() + "': '" + result.check() + "'",
              result.detail());
        }
        results.add(result);
      }
    }
    return List.copyOf(results);
  }

  /**
   * Right after a switch a load balancer may answer 503 for a moment; the clock runs on meanwhile.
   */
  private static Settings patient(CheckPlan check) {
    Map<String, Object> values = new HashMap<>(check.settings().values());
    values.putIfAbsent("wait", PATIENCE);
    return new Settings(values);
  }
}
