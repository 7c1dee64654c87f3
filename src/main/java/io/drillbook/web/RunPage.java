package io.drillbook.web;

import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Clocks;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.Score;
import io.drillbook.domain.record.TimelineStep;
import io.drillbook.domain.record.Verdict;
import io.drillbook.usecase.incident.RunAccount;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A run as its page shows it, in words; the template adds none of its own but headings.
 *
 * @param open whether it still goes on
 * @param state {@code open}, {@code good}, {@code bad} or {@code asserted}; its colour
 */
record RunPage(
    String id,
    String kind,
    String system,
    String scenario,
    String detected,
    String startedBy,
    String ended,
    boolean open,
    String state,
    String verdict,
    ClockFace clock,
    List<Figure> figures,
    List<Loss> losses,
    List<Waiting> waiting,
    List<TimelineRow> timeline) {

  /** A clock and what it showed. */
  record Figure(String name, String value) {}

  /** What one source lost. */
  record Loss(String source, String lost, String allowed, boolean met, String dataTime) {}

  /**
   * Somebody is waited for.
   *
   * @param link to the task in Tasklist
   */
  record Waiting(String task, String who, String since, String link) {}

  private static final String TASKLIST = "/camunda/app/tasklist/default/";

  static RunPage of(RunAccount account) {
    Run run = account.timeline().run();
    PageTimes times = new PageTimes(account.zone());
    boolean open = run.endedAt().isEmpty();
    return new RunPage(
        run.id(),
        run.kind().id(),
        run.system(),
        run.scenario().map(Scenario::id).orElse(""),
        times.full(run.detectedAt()),
        run.startedBy(),
        run.endedAt().map(times::full).orElse(""),
        open,
        open ? "open" : run.verdict().map(RunPage::state).orElse("bad"),
        open ? "still open" : run.verdict().map(Verdict::id).orElse("ended"),
        ClockFace.of(account),
        figures(account.timeline().clocks()),
        account.score().sources().stream().map(source -> loss(source, times)).toList(),
        account.waiting().stream().map(step -> waiting(step, account, times)).toList(),
        TimelineRow.all(account, times));
  }

  private static String state(Verdict verdict) {
    return verdict == Verdict.ASSERTED ? "asserted" : verdict.isGood() ? "good" : "bad";
  }

  private static List<Figure> figures(Clocks clocks) {
    return List.of(
        new Figure("Machines worked", PageTimes.length(clocks.machine())),
        new Figure("Waited for people", PageTimes.length(clocks.people())),
        new Figure("Neither", PageTimes.length(clocks.idle())));
  }

  private static Loss loss(Score.SourceScore source, PageTimes times) {
    return new Loss(
        source.source(),
        PageTimes.length(source.achievedRpo()),
        source.rpo().map(rpo -> "RPO " + PageTimes.length(rpo)).orElse("no RPO applies"),
        source.met(),
        times.full(source.dataTime()));
  }

  private static Waiting waiting(TimelineStep step, RunAccount account, PageTimes times) {
    Optional<String> task = account.taskOf(step);
    String since =
        times.brief(step.began())
            + ", "
            + PageTimes.length(step.length(account.timeline().now()))
            + " ago";
    String link =
        ApprovalLines.STEP.equals(step.step())
            ? "/approve/" + account.timeline().run().id()
            : TASKLIST
                + task.map(id -> "#/?task=" + URLEncoder.encode(id, StandardCharsets.UTF_8))
                    .orElse("");
    return new Waiting(step.name(), step.actor(), since, link);
  }

  /** The head line, such as {@code Incident of shop}. */
  public String title() {
    return kind.substring(0, 1).toUpperCase(Locale.ROOT) + kind.substring(1) + " of " + system;
  }
}
