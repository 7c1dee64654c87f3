package io.drillbook.usecase.paper;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.spi.runbook.Paths;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a plan says of a step in each of several scenarios, said once where it is the same. */
final class ScenarioActions {
  private final Map<Scenario, PlanActions> actions = new LinkedHashMap<>();
  private final PlanActions anyway;

  ScenarioActions(ProtectionPlan plan, Paths paths, List<Scenario> scenarios) {
    this.anyway = new PlanActions(plan, Optional.empty(), Optional.empty());
    scenarios.forEach(
        it ->
            actions.put(
                it,
                new PlanActions(
                    plan, Optional.of(it), Optional.of(paths.path(plan, it, "unknown")))));
  }

  List<String> of(PaperStep step) {
    Map<List<String>, List<String>> scenarios = new LinkedHashMap<>();
    actions.forEach(
        (scenario, plan) ->
            scenarios
                .computeIfAbsent(plan.of(step), lines -> new ArrayList<>())
                .add(scenario.id()));
    if (scenarios.size() <= 1) {
      return scenarios.keySet().stream().findFirst().orElseGet(() -> anyway.of(step));
    }
    List<String> all = new ArrayList<>();
    scenarios.forEach(
        (lines, of) -> {
          all.add(of.stream().collect(Collectors.joining(", ", "in ", ":")));
          lines.forEach(line -> all.add("  " + line));
        });
    return all;
  }
}
