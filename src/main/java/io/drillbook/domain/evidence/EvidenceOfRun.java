package io.drillbook.domain.evidence;

import io.drillbook.domain.evidence.Evidence.Deviation;
import io.drillbook.domain.evidence.Evidence.Participant;
import io.drillbook.domain.evidence.Evidence.Results;
import io.drillbook.domain.evidence.Evidence.RunFacts;
import io.drillbook.domain.evidence.Evidence.SignOff;
import io.drillbook.domain.evidence.Evidence.SourceResult;
import io.drillbook.domain.evidence.Evidence.Targets;
import io.drillbook.domain.evidence.Evidence.TestPlan;
import io.drillbook.domain.plan.EvidenceTerms;
import io.drillbook.domain.plan.ReviewRule.Field;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.AgreedTerms;
import io.drillbook.domain.record.AllowedLoss;
import io.drillbook.domain.record.Asserted;
import io.drillbook.domain.record.ChainHead;
import io.drillbook.domain.record.Clocks;
import io.drillbook.domain.record.DrillReview;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Score;
import io.drillbook.domain.record.Timeline;
import io.drillbook.domain.record.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What follows from a run and its record alone; the rest is put beside it by the use case. */
public final class EvidenceOfRun {
  private final Run run;
  private final List<RecordEntry> lines;
  private final Map<String, Duration> rpo;
  private final ZoneId zone;
  private final Instant now;
  private final Optional<DrillReview> review;
  private final EvidenceTerms agreed;

  /**
   * The evidence in a record.
   *
   * @param run one that has ended
   * @param lines a record that was found whole
   * @param rpo the loss allowed by source
   * @param zone the plan's
   */
  public EvidenceOfRun(
      Run run, List<RecordEntry> lines, Map<String, Duration> rpo, ZoneId zone, Instant now) {
    this.run = run;
    this.lines = List.copyOf(lines);
    this.rpo = Map.copyOf(rpo);
    this.zone = zone;
    this.now = now;
    this.review = DrillReview.of(lines);
    this.agreed = AgreedTerms.of(lines);
  }

  /**
   * All of it.
   *
   * @param head where the chain ends
   */
  public Evidence with(Surroundings around, ChainHead head) {
    Timeline timeline = Timeline.of(run, lines, now);
    LineReading read = new LineReading(lines);
    return new Evidence(
        Evidence.FORMAT,
        now,
        around.exportedBy(),
        around.signer(),
        run(),
        around.basis(),
        around.scope(),
        testPlan(),
        new Targets(run.rto(), rtoSource(), rpo),
        results(timeline),
        StepReading.steps(timeline),
        around.points(),
        read.checks(),
        read.approvals(),
        read.decisions(),
        read.notifications(),
        deviations(timeline, read),
        around.findings(),
        participants(read),
        review.flatMap(it -> it.answer(Field.ABSENT_KEY_PERSON)),
        read.cleanUp(),
        signOffs(),
        around.retainUntil(),
        around.nextTestDue(),
        new Evidence.RecordPart(head, lines),
        List.of());
  }

  private TestPlan testPlan() {
    return new TestPlan(
        Optional.empty(),
        Optional.empty(),
        said(Field.ASSUMPTIONS, agreed.assumptions()),
        said(Field.SUCCESS_CRITERIA, agreed.successCriteria()));
  }

  /** What the review says, which is later; else what the plan said when the run began. */
  private List<String> said(Field field, List<String> agreedOn) {
    return review
        .map(it -> it.answers(field))
        .filter(answers -> !answers.isEmpty())
        .orElse(agreedOn);
  }

  private List<Participant> participants(LineReading read) {
    List<Participant> all = new ArrayList<>(read.participants());
    review
        .map(it -> it.answers(Field.OBSERVERS))
        .orElse(List.of())
        .forEach(observer -> all.add(new Participant(observer, List.of("observed"))));
    return all;
  }

  /** All of them were given when the review was: it is closed only then. */
  private List<SignOff> signOffs() {
    Optional<Instant> at = review.map(DrillReview::at);
    Optional<String> author = review.flatMap(it -> it.answer(Field.AUTHOR));
    Optional<String> management = review.flatMap(it -> it.answer(Field.MANAGEMENT));
    return List.of(
        new SignOff("author", author, author.flatMap(it -> at)),
        new SignOff("reviewer", review.map(DrillReview::reviewer), at),
        new SignOff("management", management, management.flatMap(it -> at)));
  }

  private RunFacts run() {
    return new RunFacts(
        run.id(),
        run.kind().id(),
        evidenceKind(run.kind()),
        review.flatMap(DrillReview::announced).or(agreed::announced),
        run.system(),
        run.scenario().map(Scenario::id),
        agreed.riskReference(),
        AllowedLoss.customer(lines),
        zone.getId(),
        run.startedBy(),
        run.detectedAt(),
        run.startedAt(),
        last(EntryKind.FACT, Entries.RESTORED),
        confirmedAt(),
        last(EntryKind.RUN_ENDED, ""),
        run.verdict().map(Verdict::id).orElse(""),
        Asserted.isWhole(lines));
  }

  private static String evidenceKind(RunKind kind) {
    return switch (kind) {
      case INCIDENT, FAILBACK -> "real";
      case DRILL -> "drill";
      case RESTORE -> "restore-test";
      default -> "operation";
    };
  }

  private Optional<Instant> confirmedAt() {
    Optional<Instant> confirmed = last(EntryKind.SERVICE_CONFIRMED, "");
    Optional<Instant> withdrawn = last(EntryKind.FACT, Entries.SERVICE_WITHDRAWN);
    return confirmed.filter(at -> withdrawn.filter(it -> it.isAfter(at)).isEmpty());
  }

  private Optional<Instant> last(EntryKind kind, String outcome) {
    return lines.stream()
        .map(RecordEntry::entry)
        .filter(entry -> entry.kind() == kind)
        .filter(entry -> outcome.isEmpty() || entry.outcome().equals(outcome))
        .map(EntryDraft::at)
        .max(Comparator.naturalOrder());
  }

  private String rtoSource() {
    if (run.rto().isZero()) {
      return "none applies";
    }
    return run.rtoAssumed()
        ? "the plan's strictest: it has none for the scenario"
        : "the plan's objective for the scenario";
  }

  private Results results(Timeline timeline) {
    Score score = Score.of(run, lines, rpo, now);
    Clocks clocks = timeline.clocks();
    return new Results(
        clocks.total(),
        clocks.machine(),
        clocks.people(),
        clocks.idle(),
        score.confirmed(),
        score.rtoMet(),
        score.rpoMet(),
        score.assisted(),
        score.sources().stream()
            .map(
                it ->
                    new SourceResult(
                        it.source(),
                        it.point(),
                        it.dataTime(),
                        it.achievedRpo(),
                        it.rpo(),
                        it.met()))
            .toList());
  }

  private static List<Deviation> deviations(Timeline timeline, LineReading read) {
    return Stream.concat(StepReading.failures(timeline).stream(), read.deviations().stream())
        .sorted(Comparator.comparing(Deviation::at))
        .toList();
  }
}
