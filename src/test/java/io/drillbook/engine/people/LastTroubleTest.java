package io.drillbook.engine.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.StepRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LastTroubleTest {
  private static final Instant AT = Instant.parse("2026-11-21T02:00:00Z");
  private static final String DECIDE = "userTask_decideHowToContinue";
  private static final StepRef APPROVAL = StepRef.of("userTask_giveApproval", "Approve cutover");

  private static final EntryDraft FAILED =
      Entries.attemptFailed(
          AT,
          StepRef.of("serviceTask_checkTarget", "Check target"),
          "worker",
          1,
          FaultCode.TARGET_NOT_EMPTY,
          "unable to restore into a database that is not empty: 'x' HINT: Name another target.");
  private static final EntryDraft REFUSED =
      Entries.decision(AT, APPROVAL, "anna", Choice.REJECT, "not like this");
  private static final EntryDraft RETRY =
      Entries.decision(AT, StepRef.of(DECIDE, "Decide"), "olga", Choice.RETRY, "");

  private static String told(String task, EntryDraft... lines) {
    return LastTrouble.before(task, List.of(lines)).orElse("");
  }

  @Test
  void whoDecidesIsToldTheFailureWithItsHint() {
    assertThat(told(DECIDE, FAILED))
        .isEqualTo(
            "Check target: unable to restore into a database that is not empty: 'x' HINT: Name"
                + " another target.");
  }

  @Test
  void theNewestTroubleIsToldAndNotWhatWasMadeGoodSince() {
    assertThat(told(DECIDE, FAILED, RETRY, REFUSED))
        .isEqualTo("Approve cutover: anna said no: not like this");
    assertThat(told(DECIDE, REFUSED, RETRY, FAILED)).startsWith("Check target: ");
  }

  @Test
  void anApprovalThatRanOutIsTold() {
    assertThat(told(DECIDE, FAILED, RETRY, Entries.stepCancelled(AT, APPROVAL, "drillbook", "")))
        .isEqualTo("Approve cutover: nobody answered in time, which counts as no");
  }

  @Test
  void whoDecidesOnRollbackIsToldWhatWasObserved() {
    EntryDraft observed =
        Entries.fact(
            AT,
            StepRef.of("serviceTask_observeService", "Observe service"),
            "drillbook",
            "observed",
            Map.of("seen", "2 of 3 rounds failed"));
    assertThat(told("userTask_decideRollback", observed))
        .isEqualTo("Observe service: 2 of 3 rounds failed");
  }

  @Test
  void onTheGoodWayThereIsNone() {
    assertThat(told("userTask_giveApproval", FAILED)).isEmpty();
    assertThat(told(DECIDE, RETRY)).isEmpty();
  }
}
