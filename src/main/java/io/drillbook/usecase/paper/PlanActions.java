package io.drillbook.usecase.paper;

import io.drillbook.domain.audit.MaskedText;
import io.drillbook.domain.path.RecoveryPath;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.FailBackPlan;
import io.drillbook.domain.plan.Hook;
import io.drillbook.domain.plan.ObserveRule;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.ApprovalRule;
import io.drillbook.domain.plan.ProtectionPlan.BackupPolicy;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.domain.plan.ProtectionPlan.Retention;
import io.drillbook.domain.plan.ProtectionPlan.TargetPlan;
import io.drillbook.domain.plan.RedeployStep;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.plan.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What a plan says of a step, in the plan's own words. Secrets stand in a plan as references, and
 * as such they are printed: a sheet of paper in a drawer must open nothing.
 */
final class PlanActions {
  private static final String NONE = "(the plan names none: passed straight through)";
  private static final Pattern LOGIN = Pattern.compile("://([^/@\\s:]*):[^/@\\s]*@");

  private final ProtectionPlan plan;
  private final Optional<Scenario> scenario;
  private final Optional<RecoveryPath> path;

  /**
   * What a plan says.
   *
   * @param path that the scenario takes; without it everything is restored where the plan says
   */
  PlanActions(ProtectionPlan plan, Optional<Scenario> scenario, Optional<RecoveryPath> path) {
    this.plan = plan;
    this.scenario = scenario;
    this.path = path;
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
          case "check-fail-back" -> failBack();
          case "pause-writes" -> hooks(plan.backup().capture().before());
          case "resume-writes" -> undo();
          case "capture-source" -> captures();
          case "seal-recovery-point" -> seal(plan.backup());
          case "plan-expiry", "expire-recovery-points" -> retention(plan.retention());
          case "discard-sandbox" -> sandboxes();
          default -> step.id().equals("userTask_giveApproval") ? approval() : List.of();
        };
    return lines.stream().map(PlanActions::masked).toList();
  }

  private List<String> failBack() {
    return plan.recovery().failBack().stream()
        .flatMap(
            (FailBackPlan home) ->
                Stream.concat(
                    Stream.of(
                        "home is the target "
                            + home.target()
                            + (home.setAside() ? "; what is there is set aside" : "")),
                    home.fence().stream()
                        .map(it -> "fence " + it.kind() + ": " + words(it.settings()))))
        .toList();
  }

  private static List<String> hooks(List<Hook> hooks) {
    return hooks.isEmpty()
        ? List.of(NONE)
        : hooks.stream().map(hook -> shown(hook.command())).toList();
  }

  private List<String> undo() {
    List<String> undone = new ArrayList<>();
    plan.backup().capture().before().stream()
        .filter(hook -> !hook.undo().isEmpty())
        .forEach(hook -> undone.add(0, shown(hook.undo())));
    plan.backup().capture().after().forEach(hook -> undone.add(shown(hook.command())));
    return undone.isEmpty() ? List.of(NONE) : undone;
  }

  private List<String> captures() {
    return plan.sources().values().stream()
        .map(it -> "%s (%s): %s".formatted(it.name(), it.kind(), words(it.settings())))
        .toList();
  }

  private static List<String> seal(BackupPolicy backup) {
    return List.of(
        "into %s; required: %s"
            .formatted(String.join(", ", backup.vaults()), String.join(", ", backup.required())),
        "encrypted to %s, signed with %s"
            .formatted(String.join(", ", backup.encryptTo()), backup.signWith()));
  }

  private static List<String> retention(Retention keep) {
    return List.of(
        "keep %d daily, %d weekly, %d monthly, at least %d; above %d %% ask"
            .formatted(
                keep.daily(),
                keep.weekly(),
                keep.monthly(),
                keep.keepAtLeast(),
                keep.approveAbove()));
  }

  private List<String> sandboxes() {
    return plan.targets().values().stream()
        .filter(TargetPlan::disposable)
        .flatMap(target -> settings(target).stream())
        .toList();
  }

  private static List<String> settings(TargetPlan target) {
    return new TreeMap<>(target.sources())
        .entrySet().stream()
            .map(it -> "%s, %s: %s".formatted(target.name(), it.getKey(), words(it.getValue())))
            .toList();
  }

  private static String masked(String line) {
    return LOGIN.matcher(line).replaceAll("://$1:******@");
  }

  private static List<String> command(Optional<List<String>> command) {
    return List.of(command.map(PlanActions::shown).orElse(NONE));
  }

  /** A command; what somebody wrote into it against all advice is not printed. */
  private static String shown(List<String> command) {
    return MaskedText.of(String.join(" ", command));
  }

  private List<String> restores() {
    String into = path.map(RecoveryPath::target).orElse(plan.recovery().target());
    if (!plan.targets().containsKey(into)) {
      return List.of("(the plan names no target of a recovery)");
    }
    Map<String, Settings> target = plan.target(into).sources();
    List<String> lines = new ArrayList<>();
    int wave = 1;
    for (List<String> sources : plan.restoreWaves()) {
      for (String source : sources) {
        if (path.filter(it -> !it.sources().contains(source)).isPresent()) {
          continue;
        }
        Settings at = target.getOrDefault(source, Settings.none());
        lines.add(
            "wave %d: %s (%s) into %s: %s"
                .formatted(wave, source, plan.source(source).kind(), into, words(at)));
      }
      wave++;
    }
    return lines.isEmpty() ? List.of("(nothing is restored)") : lines;
  }

  private static List<String> kinds(List<CheckPlan> steps) {
    return steps.isEmpty()
        ? List.of(NONE)
        : steps.stream().map(step -> step.kind() + ": " + words(step.settings())).toList();
  }

  private List<String> redeploy() {
    List<RedeployStep> needed =
        scenario
            .map(it -> RedeployStep.neededFor(it, plan.recovery()))
            .orElse(plan.recovery().redeploy());
    return needed.isEmpty()
        ? List.of(NONE)
        : needed.stream()
            .map(step -> step.name() + ": " + MaskedText.of(step.action().inWords()))
            .toList();
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
  static String words(Settings settings) {
    return settings.values().isEmpty()
        ? "(no settings)"
        : String.valueOf(covered(settings.values()));
  }

  /** A text, a list of words, or several of them by name; references stay as they are. */
  private static Object covered(Object value) {
    if (value instanceof Map<?, ?> byName) {
      Map<String, Object> all = new TreeMap<>();
      byName.forEach((name, inner) -> all.put(String.valueOf(name), covered(inner)));
      return all;
    }
    return value instanceof List || value instanceof String
        ? MaskedText.of(String.valueOf(value))
        : value;
  }
}
