package io.drillbook.usecase.evidence;

import io.drillbook.domain.evidence.Evidence.FindingFacts;
import io.drillbook.domain.evidence.PeriodEvidence;
import io.drillbook.domain.evidence.PeriodEvidence.Due;
import io.drillbook.domain.evidence.PeriodEvidence.Objectives;
import io.drillbook.domain.evidence.PeriodEvidence.PeriodRun;
import io.drillbook.domain.evidence.PeriodEvidence.PlanVersion;
import io.drillbook.domain.evidence.PeriodEvidence.Without;
import io.drillbook.domain.finding.DrillFinding;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.schedule.DueOutcome;
import io.drillbook.domain.schedule.DueTime;
import io.drillbook.pipeline.SigningKey;
import io.drillbook.spi.store.FindingStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.store.ScheduleStore;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Gathers what a period says beside its runs, and sums them up while they come by. */
public final class GatherPeriod {
  /** A due time of every minute for two months; more are counted and not listed. */
  private static final int MOST_DUE = 100_000;

  private static final int MOST_FINDINGS = 10_000;

  /** So many rows are a table for people. */
  private static final int MOST_READ = 400;

  private static final String DRILL = "drill:";
  private static final Set<DueOutcome> IN_TIME = Set.of(DueOutcome.RAN, DueOutcome.LATE);

  private final RunStore runs;
  private final ScheduleStore ledger;
  private final FindingStore findings;
  private final String program;

  /**
   * Gathers from these.
   *
   * @param program name and version of this program
   */
  public GatherPeriod(RunStore runs, ScheduleStore ledger, FindingStore findings, String program) {
    this.runs = runs;
    this.ledger = ledger;
    this.findings = findings;
    this.program = program;
  }

  Sums begin(String system, ZoneId zone, Instant from, Instant to) {
    return new Sums(system, zone, from, to);
  }

  /** What the runs sum up to; the size of it does not grow with their number. */
  static final class Sums {
    private final String system;
    private final ZoneId zone;
    private final Instant from;
    private final Instant to;
    private final Map<String, Map<String, Long>> verdicts = new TreeMap<>();
    private final Map<String, PlanVersion> plans = new LinkedHashMap<>();
    private final List<PeriodRun> read = new ArrayList<>();
    private final List<Without> without = new ArrayList<>();
    private Objectives objectives = new Objectives(0, 0, 0, 0);

    private Sums(String system, ZoneId zone, Instant from, Instant to) {
      this.system = system;
      this.zone = zone;
      this.from = from;
      this.to = to;
    }

    String system() {
      return system;
    }

    Instant from() {
      return from;
    }

    Instant to() {
      return to;
    }

    /** Incidents, drills and restores, the last of them where there are too many. */
    List<PeriodRun> read() {
      return List.copyOf(read);
    }

    void without(Run run, String why) {
      without.add(new Without(run.id(), run.kind().id(), run.startedAt(), why));
    }

    void add(PeriodRun line, Run run) {
      verdicts
          .computeIfAbsent(line.kind(), kind -> new TreeMap<>())
          .merge(line.verdict(), 1L, Long::sum);
      plans.merge(
          line.planDigest(),
          new PlanVersion(line.planDigest(), run.startedAt(), run.startedAt(), 1),
          Sums::both);
      if (run.kind().isMeasured()) {
        measure(line);
      }
      if (!line.evidenceKind().equals("operation")) {
        read.add(line);
        if (read.size() > MOST_READ) {
          read.remove(0);
        }
      }
    }

    private static PlanVersion both(PlanVersion one, PlanVersion other) {
      return new PlanVersion(
          one.digest(),
          one.firstUsed().isBefore(other.firstUsed()) ? one.firstUsed() : other.firstUsed(),
          one.lastUsed().isAfter(other.lastUsed()) ? one.lastUsed() : other.lastUsed(),
          one.runs() + other.runs());
    }

    private void measure(PeriodRun run) {
      boolean rto = run.measured();
      boolean rpo = !run.sources().isEmpty();
      objectives =
          new Objectives(
              objectives.rtoMet() + (rto && run.rtoMet() ? 1 : 0),
              objectives.rtoMissed() + (rto && !run.rtoMet() ? 1 : 0),
              objectives.rpoMet() + (rpo && run.rpoMet() ? 1 : 0),
              objectives.rpoMissed() + (rpo && !run.rpoMet() ? 1 : 0));
    }
  }

  PeriodEvidence end(
      Sums sums, long count, String link, String person, SigningKey signer, Instant now) {
    List<Without> without = new ArrayList<>(sums.without);
    runs.list(Optional.of(sums.system), Optional.empty(), true, MOST_READ).stream()
        .filter(run -> run.startedAt().isBefore(sums.to))
        .forEach(
            run ->
                without.add(
                    new Without(run.id(), run.kind().id(), run.startedAt(), Without.GOES_ON)));
    List<DueTime> due = ledger.due(sums.system, sums.from, sums.to, MOST_DUE);
    Map<String, Map<String, Long>> schedules = new TreeMap<>();
    due.forEach(
        it ->
            schedules
                .computeIfAbsent(it.schedule(), key -> new TreeMap<>())
                .merge(word(it.outcome()), 1L, Long::sum));
    return new PeriodEvidence(
        PeriodEvidence.FORMAT,
        now,
        person,
        signer.fingerprint(),
        program,
        sums.system,
        sums.zone.getId(),
        sums.from,
        sums.to,
        count,
        sums.verdicts,
        sums.objectives,
        without,
        schedules,
        due.stream().filter(GatherPeriod::isDrill).map(GatherPeriod::due).toList(),
        due.stream()
            .filter(it -> !isDrill(it) && !IN_TIME.contains(it.outcome()))
            .map(GatherPeriod::due)
            .toList(),
        findings(sums),
        sums.plans.values().stream().sorted(Comparator.comparing(PlanVersion::firstUsed)).toList(),
        link,
        List.of());
  }

  private static boolean isDrill(DueTime due) {
    return due.schedule().startsWith(DRILL);
  }

  private static Due due(DueTime due) {
    return new Due(due.schedule(), due.dueAt(), word(due.outcome()), due.runId());
  }

  private static String word(DueOutcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }

  private List<FindingFacts> findings(Sums sums) {
    return findings.newest(Optional.of(sums.system), MOST_FINDINGS).stream()
        .filter(it -> it.openedAt().isBefore(sums.to))
        .filter(it -> it.closure().map(c -> !c.at().isBefore(sums.from)).orElse(true))
        .sorted(Comparator.comparing(DrillFinding::openedAt))
        .map(GatherSurroundings::facts)
        .toList();
  }
}
