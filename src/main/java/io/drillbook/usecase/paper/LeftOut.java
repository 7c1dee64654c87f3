package io.drillbook.usecase.paper;

import io.drillbook.domain.path.RecoveryPath;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.RedeployStep;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.spi.runbook.Paths;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the path of a scenario is sure to pass by, whatever answers at that night. A step that may
 * be needed is never marked: who skips it by the paper would not come back to it.
 */
final class LeftOut {
  private static final List<String> ANSWERS = List.of("all", "some", "none", "unknown");
  private static final Pattern FLAG = Pattern.compile("\\$\\{\\s*(\\w+) == (true|false)\\s*}");

  private final List<Map<String, Boolean>> facts;

  private LeftOut(List<Map<String, Boolean>> facts) {
    this.facts = facts;
  }

  static LeftOut by(Paths paths, ProtectionPlan plan, Scenario scenario) {
    return new LeftOut(
        ANSWERS.stream()
            .map(answer -> facts(paths.path(plan, scenario, answer), plan, scenario))
            .distinct()
            .toList());
  }

  private static Map<String, Boolean> facts(
      RecoveryPath path, ProtectionPlan plan, Scenario scenario) {
    Map<String, Boolean> facts = new LinkedHashMap<>();
    facts.put("restoreWanted", path.restores());
    facts.put("redeployWanted", path.redeploy());
    facts.put("cutoverWanted", path.cutover());
    facts.put("redeployPlanned", !RedeployStep.neededFor(scenario, plan.recovery()).isEmpty());
    return facts;
  }

  /** Ids of the steps, and of what is inside of them, that no way leads to. */
  Set<String> of(List<PaperStep> steps) {
    Set<String> all = new HashSet<>();
    steps.forEach(step -> withParts(step, all));
    for (Map<String, Boolean> one : facts) {
      Set<String> reached = new HashSet<>();
      reach(steps, one, reached);
      all.removeAll(reached);
    }
    return all;
  }

  private static void withParts(PaperStep step, Set<String> all) {
    all.add(step.id());
    step.parts().forEach(part -> withParts(part, all));
  }

  private static void reach(
      List<PaperStep> scope, Map<String, Boolean> facts, Set<String> reached) {
    Set<String> led = new HashSet<>();
    scope.forEach(step -> step.ways().forEach(way -> led.add(way.to())));
    Map<String, PaperStep> byId = new LinkedHashMap<>();
    scope.forEach(step -> byId.put(step.id(), step));
    scope.stream()
        .filter(step -> step.host().isEmpty() && !led.contains(step.id()))
        .forEach(step -> visit(step, byId, facts, reached));
  }

  private static void visit(
      PaperStep step,
      Map<String, PaperStep> scope,
      Map<String, Boolean> facts,
      Set<String> reached) {
    if (step == null || !reached.add(step.id())) {
      return;
    }
    reach(step.parts(), facts, reached);
    scope.values().stream()
        .filter(it -> it.host().equals(step.id()))
        .forEach(it -> visit(it, scope, facts, reached));
    step.ways().stream()
        .filter(way -> mayBeTaken(way, step.ways(), facts))
        .forEach(way -> visit(scope.get(way.to()), scope, facts, reached));
  }

  private static boolean mayBeTaken(
      PaperWay way, List<PaperWay> siblings, Map<String, Boolean> facts) {
    if (way.otherwise()) {
      return siblings.stream().noneMatch(it -> holds(it, facts).orElse(false));
    }
    return holds(way, facts).orElse(true);
  }

  /** Whether the condition holds; empty where only the night can tell. */
  private static Optional<Boolean> holds(PaperWay way, Map<String, Boolean> facts) {
    Matcher flag = FLAG.matcher(way.condition());
    return flag.matches() && facts.containsKey(flag.group(1))
        ? Optional.of(facts.get(flag.group(1)).equals(Boolean.valueOf(flag.group(2))))
        : Optional.empty();
  }
}
