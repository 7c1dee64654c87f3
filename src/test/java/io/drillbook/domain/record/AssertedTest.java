package io.drillbook.domain.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.evidence.ChainDamage;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was done by hand and entered later: in its place, marked, and never a proof. */
class AssertedTest {
  private static final Instant T = Instant.parse("2026-11-21T10:00:00Z");
  private static final Instant LATER = T.plus(Duration.ofDays(2));
  private static final Run RUN =
      new Run(
          "incident-20261121T100000Z-4f2a9c",
          RunKind.INCIDENT,
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

  private static Instant minute(int minute) {
    return T.plus(Duration.ofMinutes(minute));
  }

  private static HandStep step(String name, int from, int to) {
    return new HandStep(name, minute(from), minute(to), "Pjotr", "by telephone");
  }

  private static List<RecordEntry> chain(EntryDraft... drafts) {
    List<RecordEntry> lines = new ArrayList<>();
    ChainHead head = ChainHead.empty();
    for (EntryDraft draft : drafts) {
      RecordEntry line = RecordChain.next(RUN.id(), head, draft);
      lines.add(line);
      head = new ChainHead(line.number(), line.hash());
    }
    return lines;
  }

  private static final StepRef RESTORE = StepRef.of("serviceTask_restoreSource", "Restore");

  private static EntryDraft[] observed() {
    return new EntryDraft[] {
      Entries.runStarted(RUN),
      Entries.stepBegan(minute(1), RESTORE, "worker", StepNature.AUTOMATED),
      Entries.stepEnded(minute(5), RESTORE, "worker", ""),
      Entries.serviceConfirmed(minute(30), RESTORE, "olga", "http"),
      Entries.runEnded(minute(40), "drillbook", Verdict.SUCCEEDED)
    };
  }

  private static List<RecordEntry> withSteps(HandStep... steps) {
    List<EntryDraft> all = new ArrayList<>(List.of(observed()));
    for (HandStep step : steps) {
      all.add(Asserted.line(step, "olga", LATER));
    }
    return chain(all.toArray(EntryDraft[]::new));
  }

  @Test
  void stepsStandWhereTheyHappenedAndCarryTheMark() {
    Timeline timeline =
        Timeline.of(RUN, withSteps(step("Telephone", 20, 25), step("Switch off", 0, 3)), LATER);
    assertThat(timeline.steps())
        .extracting(TimelineStep::name)
        .containsExactly("Switch off", "Restore", "Telephone");
    assertThat(timeline.steps())
        .extracting(TimelineStep::asserted)
        .containsExactly(true, false, true);
    TimelineStep first = timeline.steps().get(0);
    assertThat(first.outcome()).isEqualTo("asserted, not observed");
    assertThat(first.actor()).isEqualTo("Pjotr");
    assertThat(first.reason()).isEqualTo("by telephone");
    assertThat(first.length(LATER)).isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void clocksVerdictAndScoreOfAnObservedRunStayAsTheyWere() {
    List<RecordEntry> before = withSteps();
    List<RecordEntry> after = withSteps(step("Everything", 0, 300));
    assertThat(Timeline.of(RUN, after, LATER).clocks())
        .isEqualTo(Timeline.of(RUN, before, LATER).clocks());
    assertThat(VerdictRule.verdict(RUN, after, Map.of(), LATER))
        .isEqualTo(VerdictRule.verdict(RUN, before, Map.of(), LATER))
        .isEqualTo(Verdict.SUCCEEDED);
    assertThat(Score.of(RUN, after, Map.of(), LATER))
        .isEqualTo(Score.of(RUN, before, Map.of(), LATER));
  }

  @Test
  void theyMayFollowTheEndOfTheRunAndTheChainHolds() {
    List<RecordEntry> lines = withSteps(step("Telephone", 20, 25));
    RecordEntry last = lines.get(lines.size() - 1);
    ChainHead head = new ChainHead(last.number(), last.hash());
    assertThat(ChainDamage.find(RUN.id(), lines, head, true)).isEmpty();
  }

  @Test
  void aRunOnPaperIsAssertedWhateverItSaysAndItsClockIsWhatPeopleSay() {
    List<RecordEntry> lines =
        chain(
            Asserted.runStarted(RUN),
            Asserted.line(step("Restored by hand", 10, 60), "olga", LATER),
            Asserted.confirmed(minute(90), "olga", LATER));
    assertThat(VerdictRule.verdict(RUN, lines, Map.of(), LATER)).isEqualTo(Verdict.ASSERTED);
    assertThat(Verdict.ASSERTED.isGood()).isFalse();
    Timeline timeline = Timeline.of(RUN, lines, LATER);
    assertThat(timeline.clocks().total()).isEqualTo(Duration.ofMinutes(90));
    assertThat(timeline.clocks().people()).isEqualTo(Duration.ofMinutes(50));
    assertThat(timeline.clocks().running()).isFalse();
    Score score = Score.of(RUN, lines, Map.of(), LATER);
    assertThat(score.confirmed()).isFalse();
    assertThat(score.rtoMet()).isFalse();
    assertThat(score.sources()).isEmpty();
  }

  private static void refused(String why, HandStep... steps) {
    HandStepCheck check = new HandStepCheck(T, minute(60), withSteps(step("There", 1, 2)));
    assertThatThrownBy(() -> check.require(List.of(steps)))
        .isInstanceOf(Fault.class)
        .satisfies(fault -> assertThat(fault.getMessage() + ((Fault) fault).hint()).contains(why));
  }

  @Test
  void whatCannotHaveBeenIsRefusedRowByRow() {
    refused("in the future", step("Tomorrow", 10, 62));
    refused("before it began", step("Backwards", 10, 9));
    refused("before the detection", step("Too early", -1, 3));
    refused("entered already", step("There", 1, 2));
    refused("entered already", step("Twice", 1, 2), step("Twice", 1, 2));
    refused("who did it", new HandStep("Nobody", T, T, " ", ""));
    refused("1 to 200 characters", step(" ", 1, 2));
    refused("1 to 200 characters", step("x".repeat(201), 1, 2));
    refused("at most 2000", new HandStep("Long", T, T, "olga", "x".repeat(2001)));
    refused("Enter 1 to 1000");
    refused(
        "step 1 'Backwards': it ended",
        step("Backwards", 10, 9),
        step("Fine", 1, 2),
        step("Tomorrow", 10, 62));
    refused(
        "step 3 'Tomorrow'",
        step("Backwards", 10, 9),
        step("Fine", 1, 2),
        step("Tomorrow", 10, 62));
    new HandStepCheck(T, minute(60), List.of())
        .require(List.of(step("Now", 60, 61), step("At once", 0, 0)));
  }
}
