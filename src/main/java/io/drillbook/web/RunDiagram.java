package io.drillbook.web;

import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.TimelineStep;
import io.drillbook.usecase.incident.RunAccount;
import io.drillbook.web.Models.Model;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The runbooks of a run with what became of their steps.
 *
 * @param shown the runbook in which something goes on, else the run's own
 * @param marks of steps that one of the runbooks has: others are drawn nowhere
 */
record RunDiagram(List<Sheet> sheets, String shown, List<Mark> marks) {
  private static final Map<RunKind, String> OWN =
      Map.of(
          RunKind.BACKUP, "take-backup",
          RunKind.RESTORE, "restore-system",
          RunKind.DRILL, "run-drill",
          RunKind.INCIDENT, "recover-from-disaster",
          RunKind.CHECK, "check-recovery-points",
          RunKind.EXPIRY, "expire-recovery-points",
          RunKind.ROTATION, "rotate-keys",
          RunKind.READINESS, "check-readiness",
          RunKind.FAILBACK, "fail-back");

  /** One runbook. */
  record Sheet(String name, String title) {
    /** Where its model is. */
    public String link() {
      return "/models/" + name;
    }
  }

  /**
   * What became of a step.
   *
   * @param state {@code now}, {@code bad} or {@code done}
   */
  record Mark(String step, String state, String words) {}

  static RunDiagram of(RunAccount account, Models models) {
    Instant now = account.timeline().now();
    Map<String, List<TimelineStep>> byStep = new LinkedHashMap<>();
    account
        .timeline()
        .steps()
        .forEach(step -> byStep.computeIfAbsent(step.step(), key -> new ArrayList<>()).add(step));
    Optional<Model> own =
        Optional.ofNullable(OWN.get(account.timeline().run().kind())).flatMap(models::find);
    List<Model> all = new ArrayList<>(own.stream().toList());
    models.with(byStep.keySet()).stream().filter(model -> !all.contains(model)).forEach(all::add);
    String shown =
        account.timeline().steps().stream()
            .filter(step -> step.ended().isEmpty())
            .map(TimelineStep::step)
            .flatMap(step -> all.stream().filter(model -> model.steps().contains(step)).limit(1))
            .reduce((first, second) -> second)
            .or(() -> all.stream().findFirst())
            .map(Model::name)
            .orElse("");
    return new RunDiagram(
        all.stream().map(model -> new Sheet(model.name(), model.title())).toList(),
        shown,
        byStep.entrySet().stream()
            .filter(it -> all.stream().anyMatch(model -> model.steps().contains(it.getKey())))
            .map(it -> mark(it.getKey(), it.getValue(), now))
            .toList());
  }

  private static Mark mark(String step, List<TimelineStep> times, Instant now) {
    boolean open = times.stream().anyMatch(it -> it.ended().isEmpty());
    boolean failed = TimelineRow.failed(times.get(times.size() - 1));
    Duration took = times.stream().map(it -> it.length(now)).reduce(Duration.ZERO, Duration::plus);
    String sign = open ? "▶ " : failed ? "✖ " : "✔ ";
    String often = times.size() > 1 ? times.size() + " × " : "";
    return new Mark(
        step,
        open ? "now" : failed ? "bad" : "done",
        sign + often + (took.toSeconds() == 0 ? "under 1 s" : PageTimes.rough(took)));
  }
}
