package io.drillbook.domain.finding;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.ChainHead;
import io.drillbook.domain.record.DrillReview;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordChain;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepNature;
import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.record.Timeline;
import io.drillbook.domain.record.Verdict;
import io.drillbook.domain.record.VerdictRule;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What a drill's record must hold before the drill may be closed. */
class DrillFieldsTest {
  private static final Instant T = Instant.parse("2026-11-21T10:00:00Z");
  private static final StepRef WHOLE = StepRef.wholeRun("x");
  private static final StepRef RESTORE = StepRef.of("callActivity_restoreSystem", "Restore");
  private static final StepRef DISCARD = StepRef.of("serviceTask_discardSandbox", "Discard");
  private static final StepRef REVIEW = StepRef.of("userTask_reviewDrill", "Review the drill");
  private static final Run RUN =
      new Run(
          "drill-1",
          RunKind.DRILL,
          "shop",
          Optional.of(Scenario.SITE_DISASTER),
          T,
          T,
          "olga",
          Duration.ofHours(4),
          false,
          "digest",
          Optional.empty(),
          Optional.empty());

  private static EntryDraft fact(String outcome) {
    return Entries.fact(T, WHOLE, "drillbook", outcome, Map.of());
  }

  private static List<EntryDraft> passed() {
    return new ArrayList<>(
        List.of(
            Entries.runStarted(RUN),
            Entries.fact(T, WHOLE, "olga", "objectives", Map.of("rpo db", "PT24H")),
            fact("fingerprint"),
            Entries.stepBegan(T, RESTORE, "drillbook", StepNature.CONTAINER),
            fact("selected"),
            Entries.restored(T.plusSeconds(60), WHOLE, "w", "db", "point", T),
            Entries.serviceConfirmed(T.plusSeconds(90), WHOLE, "drillbook", "verified"),
            Entries.stepBegan(T, DISCARD, "drillbook", StepNature.AUTOMATED),
            fact("sandbox is gone"),
            fact("scored")));
  }

  private static List<RecordEntry> chain(List<EntryDraft> drafts) {
    List<RecordEntry> lines = new ArrayList<>();
    ChainHead head = ChainHead.empty();
    for (EntryDraft draft : drafts) {
      RecordEntry line = RecordChain.next(RUN.id(), head, draft);
      lines.add(line);
      head = new ChainHead(line.number(), line.hash());
    }
    return lines;
  }

  private static List<String> without(Predicate<EntryDraft> which) {
    List<EntryDraft> drafts = passed();
    assertThat(drafts.removeIf(which)).isTrue();
    return DrillFields.missing(RUN, chain(drafts));
  }

  @Test
  void aDrillThatPassedHoldsAllOfThem() {
    assertThat(DrillFields.missing(RUN, chain(passed()))).isEmpty();
  }

  @Test
  void eachFieldThatIsMissingIsNamed() {
    assertThat(without(it -> it.outcome().equals("objectives"))).containsExactly("objectives");
    assertThat(without(it -> it.outcome().equals("scored"))).containsExactly("score");
    assertThat(without(it -> it.outcome().equals("restored"))).containsExactly("recovery point");
    assertThat(without(it -> it.outcome().equals("sandbox is gone"))).containsExactly("clean-up");
  }

  @Test
  void aDrillThatFailedNeedsNoPointButItsCleanUp() {
    List<EntryDraft> failed = passed();
    failed.removeIf(it -> it.kind() == EntryKind.SERVICE_CONFIRMED);
    failed.removeIf(it -> it.outcome().equals("restored"));
    assertThat(DrillFields.missing(RUN, chain(failed))).isEmpty();
    failed.removeIf(it -> it.outcome().equals("sandbox is gone"));
    assertThat(DrillFields.missing(RUN, chain(failed))).containsExactly("clean-up");
    failed.removeIf(it -> it.kind() == EntryKind.STEP_BEGAN);
    assertThat(DrillFields.missing(RUN, chain(failed))).as("nothing was restored").isEmpty();
  }

  @Test
  void aCleanUpThatFailedIsOnTheRecordAndHoldsNothingUp() {
    List<EntryDraft> drafts = passed();
    drafts.removeIf(it -> it.outcome().equals("sandbox is gone"));
    EntryDraft other = Entries.attemptFailed(T, RESTORE, "w", 1, FaultCode.RESTORE_FAILED, "late");
    drafts.add(drafts.size() - 1, other);
    assertThat(DrillFields.missing(RUN, chain(drafts))).containsExactly("clean-up");
    drafts.set(
        drafts.size() - 2,
        Entries.attemptFailed(T, DISCARD, "w", 1, FaultCode.RESTORE_FAILED, "still there"));
    List<RecordEntry> lines = chain(drafts);
    assertThat(DrillFields.missing(RUN, lines)).isEmpty();
    Verdict verdict = VerdictRule.verdict(RUN, lines, Map.of("db", Duration.ofHours(24)), T);
    assertThat(new DrillResult(lines, verdict).failing().orElseThrow().what())
        .as("it has a finding")
        .isEqualTo("the sandbox could not be discarded");
  }

  @Test
  void aDrillWithAGapNeverPasses() {
    List<EntryDraft> drafts = passed();
    Map<String, Duration> rpo = Map.of("db", Duration.ofHours(24));
    assertThat(VerdictRule.verdict(RUN, chain(drafts), rpo, T)).isEqualTo(Verdict.SUCCEEDED);
    drafts.add(fact(DrillReview.INCOMPLETE));
    assertThat(VerdictRule.verdict(RUN, chain(drafts), rpo, T)).isEqualTo(Verdict.FAILED);
  }

  @Test
  void theReviewDoesNotCountAgainstTheClockNotEvenOfADrillThatFailed() {
    List<EntryDraft> drafts = passed();
    drafts.removeIf(it -> it.kind() == EntryKind.SERVICE_CONFIRMED);
    drafts.add(Entries.taskOpened(T.plusSeconds(120), REVIEW, "managers"));
    drafts.add(Entries.taskCompleted(T.plusSeconds(9000), REVIEW, "mia", "done"));
    drafts.add(Entries.runEnded(T.plusSeconds(9000), "drillbook", Verdict.FAILED));
    assertThat(Timeline.of(RUN, chain(drafts), T.plusSeconds(9999)).clocks().total())
        .isEqualTo(Duration.ofMinutes(2));
  }
}
