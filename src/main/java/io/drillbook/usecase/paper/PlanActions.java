package io.drillbook.usecase.paper;

import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.ObserveRule;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.ApprovalRule;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.domain.plan.RedeployStep;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.plan.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * What a plan says of a step, in the plan's own words. Secrets stand in a plan as references, and
 * as such they are printed: a sheet of paper in a drawer must open nothing.
 */
final class PlanActions {
  private static final String NONE = "(the plan names none: passed straight through)";
  private static final Pattern LOGIN = Pattern.compile("://([^/@\\s:]*):[^/@\\s]*@");

  private final ProtectionPlan plan;
  private final Scenario scenario;

  PlanActions(ProtectionPlan plan, Scenario scenario) {
    this.plan = plan;
    this.scenario = scenario;
  }

  /** Lines for a step; none where the plan has nothing to say. */
  List<String> of(PaperStep step) {
    List<String> lines =
        switch (step.topic()) {
          case "provision-target" -> command(plan.recovery().provision());
          case "restore-source" -> restores();
          case "migrate-data" -> command(plan.recovery().migrate());
          case "verify-restored-data" -> kinds(plan.verify());
          case "redeploy-service" -> redeploy();
          case "fence-primary" -> kinds(plan.recovery().fence());
          case "switch-traffic" -> kinds(plan.recovery().cutover());
          case "observe-service" -> observe(plan.recovery().observe());
          default -> step.id().equals("userTask_giveApproval") ? approval() : List.of();
        };
    return lines.stream().map(PlanActions::masked).toList();
  }

  private static String masked(String line) {
    return LOGIN.matcher(line).replaceAll("://$1:******@");
  }

  private static List<String> command(Optional<List<String>> command) {
    return List.of(command.map(words -> String.join(" ", words)).orElse(NONE));
  }

  private List<String> restores() {
    Map<String, Settings> target = plan.target(plan.recovery().target()).sources();
    List<String> lines = new ArrayList<>();
    int wave = 1;
    for (List<String> sources : plan.restoreWaves()) {
      for (String source : sources) {
        Settings at = target.getOrDefault(source, Settings.none());
        lines.add(
            "wave %d: %s (%s) into %s: %s"
                .formatted(
                    wave, source, plan.source(source).kind(), plan.recovery().target(), words(at)));
      }
      wave++;
    }
    return lines;
  }

  private static List<String> kinds(List<CheckPlan> steps) {
    return steps.isEmpty()
        ? List.of(NONE)
        : steps.stream().map(step -> step.kind() + ": " + words(step.settings())).toList();
  }

  private List<String> redeploy() {
    List<RedeployStep> needed = RedeployStep.neededFor(scenario, plan.recovery());
    return needed.isEmpty()
        ? List.of(NONE)
        : needed.stream().map(step -> step.name() + ": " + step.action().inWords()).toList();
  }

  private static List<String> observe(ObserveRule rule) {
    return List.of(
        "for %s, every %s, at most %d %% of the answers may fail; %s"
            .formatted(
                Durations.inWords(rule.lasts()),
                Durations.inWords(rule.every()),
                rule.maxErrorPercent(),
                rule.rollbackOnFailure() ? "else traffic goes back" : "else people decide"));
  }

  private List<String> approval() {
    ApprovalRule rule = plan.approvals().getOrDefault("cutover", ApprovalRule.STANDARD);
    return List.of(
        "%d of %s%s; silence is a no after %s"
            .formatted(
                rule.required(),
                rule.from(),
                rule.deputies().map(it -> ", then " + it).orElse(""),
                Durations.inWords(rule.expiresAfter())));
  }

  /** Settings in the order of their names; a reference to a secret prints as it stands. */
  private static String words(Settings settings) {
    return settings.values().isEmpty()
        ? "(no settings)"
        : String.valueOf(new TreeMap<>(settings.values()));
  }
}
