package io.drillbook.usecase.restore;

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
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Runs every check of the plan that concerns a target, whatever the ones before said. */
public final class VerifyRestored {
  private final CheckDrivers drivers;

  /** A use case over these kinds of checks. */
  public VerifyRestored(CheckDrivers drivers) {
    this.drivers = drivers;
  }

  /**
   * Verifies a restored target.
   *
   * @param restored the sources that were restored; a check of another one has nothing to look at
   * @param each is told every result as it comes, good or bad, for the record
   * @return all results, every one passed; empty where the plan has no check for this target
   * @throws Fault CHECK_FAILED naming every check that did not hold; INPUT_INVALID, TOOL_MISSING,
   *     CANCELLED
   */
  public List<CheckResult> run(
      ProtectionPlan plan,
      String target,
      Set<String> restored,
      StepContext context,
      Consumer<CheckResult> each) {
    Map<String, Settings> sources = plan.target(target).sources();
    List<CheckPlan> checks =
        plan.verify().stream()
            .filter(check -> CheckScope.afterRestore(check.settings(), target))
            .filter(
                check ->
                    check.settings().optionalText("source").map(restored::contains).orElse(true))
            .toList();
    List<CheckResult> results = new ArrayList<>();
    for (CheckPlan check : checks) {
      context.progress("checks", results.size(), checks.size());
      CheckResult result = drivers.driver(check.kind()).run(check.settings(), sources, context);
      each.accept(result);
      results.add(result);
    }
    context.progress("checks", results.size(), checks.size());
    refuseFailed(plan.system(), target, results);
    return List.copyOf(results);
  }

  private static void refuseFailed(String system, String target, List<CheckResult> results) {
    List<CheckResult> failed = results.stream().filter(result -> !result.passed()).toList();
    if (!failed.isEmpty()) {
      throw new Fault(
          FaultCode.CHECK_FAILED,
          "unable to verify what was restored of '"
              + system
              + "': '"
              + target
              + "' ("
              + failed.size()
              + " of "
              + results.size()
              + " checks failed)",
          failed.stream()
              .map(result -> result.check() + ": " + result.detail())
              .collect(Collectors.joining(" | ")));
    }
  }
}
