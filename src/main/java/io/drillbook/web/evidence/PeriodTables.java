package io.drillbook.web.evidence;

import io.drillbook.domain.evidence.Evidence.FindingFacts;
import io.drillbook.domain.evidence.PeriodEvidence;
import io.drillbook.domain.evidence.PeriodEvidence.Due;
import io.drillbook.domain.evidence.PeriodEvidence.PeriodRun;
import io.drillbook.web.evidence.Paper.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What the summary of a period prints, as texts. */
record PeriodTables(
    String title,
    String days,
    String zone,
    List<Row> facts,
    List<Row> verdicts,
    List<List<String>> runs,
    List<List<String>> drills,
    List<Row> schedules,
    List<List<String>> missed,
    List<List<String>> findings,
    List<List<String>> plans,
    List<List<String>> without,
    List<Row> seal) {
  /** More of one kind are no reading for people; period.json has all of them. */
  private static final int MOST_ROWS = 400;

  static PeriodTables of(PeriodEvidence period, List<PeriodRun> runs) {
    ZoneId zone = ZoneId.of(period.zone());
    PaperWords words = new PaperWords(zone);
    LocalDate last = period.to().atZone(zone).toLocalDate().minusDays(1);
    return new PeriodTables(
        "Evidence of " + period.system(),
        period.from().atZone(zone).toLocalDate() + " to " + last,
        period.zone(),
        facts(period),
        counts(period.verdicts()),
        runs.stream().map(it -> run(it, words)).toList(),
        cut(period.drills().stream().map(it -> due(it, words)).toList()),
        counts(period.schedules()),
        cut(period.missed().stream().map(it -> due(it, words)).toList()),
        cut(period.findings().stream().map(it -> finding(it, words)).toList()),
        cut(
            period.plans().stream()
                .map(
                    it ->
                        List.of(
                            it.digest(),
                            words.full(it.firstUsed()),
                            words.full(it.lastUsed()),
                            Long.toString(it.runs())))
                .toList()),
        cut(
            period.without().stream()
                .map(it -> List.of(it.run(), words.full(it.startedAt()), PaperWords.cut(it.why())))
                .toList()),
        List.of(
            new Row("Packs", period.runs() + ", chained; the last link:"),
            new Row("", period.chain()),
            new Row("Signed by", period.signer()),
            new Row("Exported", words.full(period.exportedAt()) + " by " + period.exportedBy()),
            new Row("Program", period.program())));
  }

  private static List<Row> facts(PeriodEvidence period) {
    PeriodEvidence.Objectives kept = period.objectives();
    return List.of(
        new Row("Runs that ended", Long.toString(period.runs())),
        new Row("RTO", kept.rtoMet() + " met, " + kept.rtoMissed() + " missed"),
        new Row("RPO", kept.rpoMet() + " met, " + kept.rpoMissed() + " missed"),
        new Row(
            "Drills due",
            period.drills().size()
                + ", of them not held in time "
                + period.drills().stream().filter(it -> !inTime(it)).count()),
        new Row(
            "Findings open at the end",
            Long.toString(
                period.findings().stream().filter(it -> isOpen(it, period.to())).count())),
        new Row("Runs without a pack", Integer.toString(period.without().size())));
  }

  private static boolean inTime(Due due) {
    return due.outcome().equals("ran") || due.outcome().equals("late");
  }

  private static boolean isOpen(FindingFacts finding, Instant at) {
    return finding.closedAt().filter(it -> it.isBefore(at)).isEmpty();
  }

  private static List<Row> counts(Map<String, Map<String, Long>> counts) {
    return counts.entrySet().stream()
        .map(
            it ->
                new Row(
                    it.getKey(),
                    it.getValue().entrySet().stream()
                        .map(one -> one.getValue() + " " + one.getKey())
                        .collect(Collectors.joining(", "))))
        .toList();
  }

  private static List<String> run(PeriodRun run, PaperWords words) {
    String rto =
        run.measured()
            ? PaperWords.length(run.rto()) + (run.rtoMet() ? ", met" : ", missed")
            : PaperWords.NOTHING;
    Optional<Duration> loss =
        run.sources().stream().map(it -> it.achievedRpo()).max(Duration::compareTo);
    return List.of(
        words.full(run.endedAt()),
        run.run(),
        PaperWords.orNothing(run.scenario()),
        run.verdict(),
        PaperWords.length(run.total()),
        rto,
        loss.map(it -> PaperWords.length(it) + (run.rpoMet() ? ", met" : ", missed"))
            .orElse(PaperWords.NOTHING));
  }

  private static List<String> due(Due due, PaperWords words) {
    return List.of(
        words.full(due.dueAt()), due.schedule(), due.outcome(), PaperWords.orNothing(due.run()));
  }

  private static List<String> finding(FindingFacts finding, PaperWords words) {
    return List.of(
        finding.id(),
        finding.severity(),
        PaperWords.cut(finding.what()),
        finding.owner() + ", due " + words.full(finding.dueAt()),
        finding
            .closedAt()
            .map(
                at ->
                    words.full(at)
                        + " by "
                        + finding.closedBy().orElse("")
                        + finding.closedBecause().map(it -> ": " + PaperWords.cut(it)).orElse(""))
            .orElse("open"));
  }

  private static List<List<String>> cut(List<List<String>> rows) {
    if (rows.size() <= MOST_ROWS) {
      return rows;
    }
    List<List<String>> some = new ArrayList<>(rows.subList(0, MOST_ROWS));
    List<String> more = new ArrayList<>();
    more.add((rows.size() - MOST_ROWS) + " more are in period.json");
    while (more.size() < rows.get(0).size()) {
      more.add("");
    }
    some.add(more);
    return some;
  }
}
