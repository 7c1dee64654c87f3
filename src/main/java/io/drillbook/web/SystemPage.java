package io.drillbook.web;

import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.readiness.CheckFinding;
import io.drillbook.domain.readiness.ReadinessReport;
import io.drillbook.usecase.board.ShowSystem;
import io.drillbook.usecase.incident.ForecastRecovery.Today;
import io.drillbook.usecase.readiness.ListSchedules;
import io.drillbook.usecase.readiness.SystemStatus.SourceStatus;
import io.drillbook.usecase.retention.ShowPoints.Shown;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A system in words; the template adds none but headings.
 *
 * @param checks what the newest check of readiness found that is not good
 * @param checked when that was, in words
 */
record SystemPage(
    LivePage live,
    BoardRow row,
    List<BoardRun> runs,
    List<Source> sources,
    List<Scene> forecast,
    List<CheckFinding> checks,
    String checked,
    Pages<PointRow> points,
    List<DrillRow> drills,
    Chart size,
    Chart duration,
    List<VaultRow> vaults,
    List<Schedule> schedules) {
  private static final int POINTS = 25;

  /** A source against its RPO. */
  record Source(BoardRow.Rpo rpo, String dataTime) {
    static Source of(SourceStatus source, PageTimes times) {
      return new Source(BoardRow.Rpo.of(source), source.dataTime().map(times::full).orElse("none"));
    }
  }

  /** What a recovery of a scenario would take now. */
  record Scene(
      String scenario,
      String state,
      String words,
      String likely,
      String most,
      String rto,
      String basis) {
    static Scene of(Today today) {
      boolean late = today.tooLong();
      boolean close = today.estimate().p90().compareTo(today.rto()) > 0;
      return new Scene(
          today.scenario().id(),
          late ? "wrong" : close ? "look" : "fine",
          late ? "TOO LONG" : close ? "may be too long" : "in time",
          PageTimes.rough(today.estimate().p50()),
          PageTimes.rough(today.estimate().p90()),
          PageTimes.rough(today.rto()),
          today.estimate().basis());
    }

    /** The sign of its state. */
    public String sign() {
      return BoardRow.sign(state);
    }
  }

  /** A schedule and what became of its newest due time. */
  record Schedule(String name, String times, String next, String last, String state) {
    static Schedule of(ListSchedules.Line line, Instant now, PageTimes times) {
      var newest = line.rows().stream().findFirst();
      String outcome =
          newest.map(row -> row.outcome().name().toLowerCase(Locale.ROOT)).orElse("not yet");
      boolean good = newest.isEmpty() || "ran".equals(outcome) || "late".equals(outcome);
      return new Schedule(
          line.work().schedule(),
          line.work().cron(),
          line.next().map(at -> times.near(at, now)).orElse("never"),
          newest
              .map(
                  row ->
                      (good ? outcome : outcome.toUpperCase(Locale.ROOT))
                          + " "
                          + times.near(row.dueAt(), now))
              .orElse(outcome),
          good ? "fine" : "wrong");
    }
  }

  static SystemPage of(ShowSystem.View view, String page) {
    PageTimes times = new PageTimes(view.line().zone());
    Instant now = view.now();
    List<Shown> shown = view.points();
    Optional<ReadinessReport> report = view.line().standing().report();
    return new SystemPage(
        LivePage.of("/events?system=" + view.line().system(), now, times),
        BoardRow.of(view.line(), now, times),
        view.open().stream().map(run -> BoardRun.of(run, times)).toList(),
        view.line().sources().stream().map(source -> Source.of(source, times)).toList(),
        view.forecast().stream().map(Scene::of).toList(),
        checks(report),
        report.map(it -> "checked " + times.full(it.checkedAt())).orElse("no check has run yet"),
        points(view, page, times),
        DrillRow.all(view.measured(), times),
        Chart.of("Stored size", marks(shown, CatalogPoint::storedBytes), Sizes::of, times),
        Chart.of(
            "Time a backup took",
            marks(shown, SystemPage::took),
            millis -> PageTimes.rough(Duration.ofMillis(millis)),
            times),
        VaultRow.all(view.status(), times),
        view.schedules().stream().map(line -> Schedule.of(line, now, times)).toList());
  }

  private static List<CheckFinding> checks(Optional<ReadinessReport> report) {
    return report.map(ReadinessReport::findings).orElse(List.of()).stream()
        .filter(finding -> finding.grade() != CheckFinding.Grade.GOOD)
        .toList();
  }

  /** Only those of one page are put into words. */
  private static Pages<PointRow> points(ShowSystem.View view, String page, PageTimes times) {
    return Pages.of(view.points(), page, POINTS)
        .map(
            shown ->
                PointRow.of(
                    shown,
                    view.copies().getOrDefault(shown.judgement().point().point(), List.of()),
                    times));
  }

  private static long took(CatalogPoint point) {
    return point
        .sealedAt()
        .map(end -> Math.max(0, Duration.between(point.startedAt(), end).toMillis()))
        .orElse(0L);
  }

  private static List<Chart.Mark> marks(
      List<Shown> newestFirst, java.util.function.ToLongFunction<CatalogPoint> figure) {
    List<Chart.Mark> marks = new ArrayList<>();
    newestFirst.stream()
        .map(it -> it.judgement().point())
        .filter(point -> point.sealedAt().isPresent())
        .forEach(point -> marks.add(new Chart.Mark(point.startedAt(), figure.applyAsLong(point))));
    Collections.reverse(marks);
    return marks;
  }
}
