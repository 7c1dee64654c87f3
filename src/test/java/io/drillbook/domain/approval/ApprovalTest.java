package io.drillbook.domain.approval;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan.ApprovalRule;
import io.drillbook.domain.record.ChainHead;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.Pause;
import io.drillbook.domain.record.RecordChain;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.StepRef;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApprovalTest {
  private static final Instant ASKED = Instant.parse("2026-11-21T03:00:00Z");
  private static final StepRef STEP = StepRef.of(ApprovalLines.STEP, "Approve cutover to standby");
  private static final ApprovalRule TWO =
      new ApprovalRule(
          "approvers",
          2,
          Optional.of("managers"),
          Optional.of(Duration.ofMinutes(10)),
          Optional.of("directors"),
          Optional.of(Duration.ofMinutes(20)),
          Duration.ofHours(1));

  private final List<RecordEntry> record = new ArrayList<>();
  private final Map<String, Set<String>> groups =
      new HashMap<>(
          Map.of(
              "ann", Set.of("approvers"),
              "bob", Set.of("approvers"),
              "eve", Set.of("approvers", "oncall"),
              "mia", Set.of("managers")));

  ApprovalTest() {
    add(
        Entries.taskCompleted(
            ASKED.minusSeconds(60), StepRef.of("userTask_x", "X"), "eve", "done"));
    ask("a1", TWO);
  }

  private void ask(String id, ApprovalRule rule) {
    ApprovalLines.Rule asked = new ApprovalLines.Rule("cutover", rule);
    add(ApprovalLines.asked(ASKED, STEP, "drillbook", id, "standby", asked));
  }

  private void add(EntryDraft line) {
    RecordEntry last = record.isEmpty() ? null : record.get(record.size() - 1);
    ChainHead head =
        last == null ? new ChainHead(0, "0".repeat(64)) : new ChainHead(last.number(), last.hash());
    record.add(RecordChain.next("incident-1", head, line));
  }

  private void vote(String person, Choice choice, int minute) {
    vote(person, choice, minute, 1);
  }

  private void vote(String person, Choice choice, int minute, int round) {
    Instant at = ASKED.plus(Duration.ofMinutes(minute));
    add(ApprovalLines.vote(at, STEP, person, choice, "because", "a1", round));
  }

  private Approval approval() {
    return ApprovalLines.find(record, "a1").orElseThrow();
  }

  private Tally tally(int minute) {
    return approval()
        .tally(
            person -> groups.getOrDefault(person, Set.of()),
            ASKED.plus(Duration.ofMinutes(minute)));
  }

  private Optional<String> objection(String person, int minute) {
    return approval()
        .objection(
            person, groups.getOrDefault(person, Set.of()), ASKED.plus(Duration.ofMinutes(minute)));
  }

  @Test
  void theRecordGivesBackWhatWasAsked() {
    assertThat(approval().rule()).isEqualTo(TWO);
    assertThat(approval().target()).isEqualTo("standby");
    assertThat(approval().expiresAt()).isEqualTo(ASKED.plus(Duration.ofHours(1)));
    assertThat(approval().groups()).containsExactly("approvers");
    assertThat(approval().ended()).isEmpty();
  }

  @Test
  void theRulesOfTheStartAreReadBackBySubject() {
    add(ApprovalLines.rules(ASKED, "drillbook", Map.of("cutover", TWO)));
    assertThat(ApprovalLines.ruleAtStart(record, "cutover")).contains(TWO);
    assertThat(ApprovalLines.ruleAtStart(record, "overwrite")).isEmpty();
  }

  @Test
  void twoDifferentPeopleAreNeeded() {
    assertThat(tally(1).state()).isEqualTo(ApprovalState.OPEN);
    vote("ann", Choice.APPROVE, 1);
    vote("ann", Choice.APPROVE, 2);
    assertThat(tally(3).state()).isEqualTo(ApprovalState.OPEN);
    assertThat(tally(3).missing()).isEqualTo(1);
    vote("bob", Choice.APPROVE, 4);
    assertThat(tally(5).state()).isEqualTo(ApprovalState.GRANTED);
    assertThat(tally(500).state())
        .as("said in time, counted late")
        .isEqualTo(ApprovalState.GRANTED);
  }

  @Test
  void oneNoEndsItAndStaysANoWhoeverLeaves() {
    vote("ann", Choice.APPROVE, 1);
    vote("bob", Choice.REJECT, 2);
    groups.remove("bob");
    assertThat(tally(3).state()).isEqualTo(ApprovalState.REFUSED);
  }

  @Test
  void theYesOfSomebodyWhoLeftDoesNotCountAndIsNamed() {
    vote("ann", Choice.APPROVE, 1);
    groups.put("ann", Set.of("oncall"));
    vote("bob", Choice.APPROVE, 2);
    assertThat(tally(3).state()).isEqualTo(ApprovalState.OPEN);
    assertThat(tally(3).lapsed()).extracting(Vote::person).containsExactly("ann");
    assertThat(tally(60).state()).isEqualTo(ApprovalState.EXPIRED);
  }

  @Test
  void aYesFromBeforeTheTargetsWereEditedCountsNoLongerAndMayBeGivenAgain() {
    vote("ann", Choice.APPROVE, 1);
    Instant edit = ASKED.plus(Duration.ofMinutes(2));
    add(edited(edit, "notify", false));
    assertThat(tally(3).counted()).hasSize(1);
    add(edited(edit, "targets", true));
    assertThat(tally(3).counted()).isEmpty();
    assertThat(objection("ann", 4)).isEmpty();
    vote("ann", Choice.APPROVE, 5, 2);
    vote("bob", Choice.APPROVE, 6, 2);
    assertThat(tally(7).state()).isEqualTo(ApprovalState.GRANTED);
  }

  @Test
  void aVoteAtTheDeadlineOrAfterItCountsForNothing() {
    vote("ann", Choice.APPROVE, 1);
    vote("bob", Choice.APPROVE, 60);
    assertThat(tally(61).state()).isEqualTo(ApprovalState.EXPIRED);
    assertThat(objection("bob", 59)).isPresent();
    assertThat(objection("eve", 60)).isPresent();
  }

  @Test
  void nobodyVotesTwiceAndNobodyWhoPrepared() {
    assertThat(objection("ann", 1)).isEmpty();
    vote("ann", Choice.APPROVE, 1);
    assertThat(objection("ann", 2).orElseThrow()).contains("Nobody votes twice");
    assertThat(objection("eve", 2).orElseThrow()).contains("started or prepared");
    assertThat(objection("bob", 60).orElseThrow()).contains("expired");
    assertThat(objection("stranger", 2).orElseThrow()).contains("members of [approvers]");
  }

  @Test
  void deputiesMayVoteOnceTheyAreCalled() {
    assertThat(objection("mia", 30)).isPresent();
    add(
        ApprovalLines.called(
            ASKED.plus(Duration.ofMinutes(10)), STEP, "drillbook", "a1", "managers"));
    assertThat(objection("mia", 30)).isEmpty();
    vote("mia", Choice.APPROVE, 31);
    vote("ann", Choice.APPROVE, 32);
    assertThat(tally(33).state()).isEqualTo(ApprovalState.GRANTED);
  }

  @Test
  void votesOfAnotherApprovalOfTheRunDoNotCount() {
    ask("a2", TWO);
    vote("ann", Choice.APPROVE, 1);
    Approval other = ApprovalLines.find(record, "a2").orElseThrow();
    assertThat(other.votes()).isEmpty();
    assertThat(ApprovalLines.all(record)).extracting(Approval::id).containsExactly("a1", "a2");
  }

  @Test
  void anApprovalThatIsOverTakesNoVotes() {
    vote("bob", Choice.REJECT, 1);
    add(ApprovalLines.ended(ASKED, STEP, "drillbook", "a1", tally(2)));
    assertThat(approval().ended()).contains(ApprovalState.REFUSED);
    assertThat(objection("ann", 2).orElseThrow()).contains("over: refused");
  }

  @Test
  void aNoWithoutAReasonIsRefused() {
    assertThatThrownBy(() -> ApprovalLines.vote(ASKED, STEP, "ann", Choice.REJECT, " ", "a1", 1))
        .isInstanceOf(Fault.class);
  }

  private static EntryDraft edited(Instant at, String block, boolean decisive) {
    return ApprovalLines.planEdited(
        at, "drillbook", new ApprovalLines.Edit("digest", Optional.of(Set.of(block)), decisive));
  }

  /** Written a moment after the edit, by a page that was opened a moment before. */
  @Test
  void aYesToWhatWasShownBeforeAnEditDoesNotCountWheneverItWasGiven() {
    add(edited(ASKED.plusSeconds(60), "targets", true));
    assertThat(approval().round()).isEqualTo(2);
    vote("ann", Choice.APPROVE, 2, 1);
    assertThat(tally(3).lapsed()).hasSize(1);
    vote("ann", Choice.APPROVE, 4, 2);
    vote("bob", Choice.APPROVE, 4, 2);
    assertThat(tally(5).state()).isEqualTo(ApprovalState.GRANTED);
  }

  @Test
  void whoeverOnlyLetAPausedRunGoOnMayApprove() {
    Pause.begin(ASKED.plusSeconds(10), "eve", "wait").forEach(this::add);
    Pause.end(ASKED.plusSeconds(20), "ann", "go on").forEach(this::add);
    assertThat(objection("ann", 1)).isEmpty();
    assertThat(objection("eve", 1)).as("she prepared it by another task").isPresent();
  }

  @Test
  void theRecoveryPointOfAYesIsReadBack() {
    add(
        ApprovalLines.asked(
            ASKED,
            STEP,
            "drillbook",
            "a2",
            "live",
            new ApprovalLines.Rule("overwrite", TWO, Optional.of("p1"), Optional.empty())));
    assertThat(ApprovalLines.find(record, "a2").orElseThrow().point()).contains("p1");
    assertThat(approval().point()).isEmpty();
  }
}
