package io.drillbook.usecase.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.approval.Approval;
import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.plan.ProtectionPlan.ApprovalRule;
import io.drillbook.domain.record.Choice;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.runbook.Votes;
import io.drillbook.usecase.Stores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Edits of a plan that were made while no server looked. */
class NoteEditedPlanTest {
  private static final Instant ASKED = Instant.parse("2026-11-26T12:00:00Z");
  private static final StepRef STEP = StepRef.of(ApprovalLines.STEP, "Approve cutover to standby");
  private static final String APPROVAL = "a1";

  private final Stores stores = new Stores();
  private final List<String> asked = new ArrayList<>();

  @AfterEach
  void close() {
    stores.close();
  }

  private void incident(String planDigest) {
    stores.runs.start(
        new Run(
            "incident-1",
            RunKind.INCIDENT,
            "shop",
            Optional.empty(),
            ASKED,
            ASKED,
            "olga",
            Duration.ofHours(1),
            false,
            planDigest,
            Optional.empty(),
            Optional.empty()));
    stores.record.append(
        "incident-1",
        ApprovalLines.asked(
            ASKED,
            STEP,
            "drillbook",
            APPROVAL,
            "standby",
            new ApprovalLines.Rule("cutover", ApprovalRule.STANDARD)));
    stores.record.append(
        "incident-1",
        ApprovalLines.vote(ASKED.plusSeconds(5), STEP, "ann", Choice.APPROVE, "fine", APPROVAL, 1));
  }

  private void serverStarts(int minute) {
    Clock clock = Clock.fixed(ASKED.plus(Duration.ofMinutes(minute)), ZoneOffset.UTC);
    new NoteEditedPlan(PlanFixture.plans(), stores.runs, stores.record, new Asked(), clock);
  }

  private Approval approval() {
    return ApprovalLines.find(stores.record.entries("incident-1"), APPROVAL).orElseThrow();
  }

  @Test
  void aYesFromBeforeAnEditThatNoServerSawCountsNoLonger() {
    incident("another".repeat(8));
    serverStarts(10);
    assertThat(approval().round()).isEqualTo(2);
    assertThat(approval().voteOf("ann")).isEmpty();
    assertThat(asked).containsExactly("a1 2");
  }

  @Test
  void oneEditIsNotedOnceHoweverOftenTheServerStarts() {
    incident("another".repeat(8));
    serverStarts(10);
    int lines = stores.record.entries("incident-1").size();
    serverStarts(20);
    assertThat(stores.record.entries("incident-1")).hasSize(lines);
    assertThat(asked).as("it may have died before people were asked").hasSize(2);
  }

  @Test
  void withoutAnEditEveryYesStays() {
    incident(PlanFixture.shop().digest());
    serverStarts(10);
    assertThat(approval().voteOf("ann")).isPresent();
    assertThat(asked).isEmpty();
  }

  private final class Asked implements Votes {
    @Override
    public boolean vote(Ballot ballot, String person) {
      return false;
    }

    @Override
    public void askAnew(String approvalId, int round) {
      asked.add(approvalId + " " + round);
    }
  }
}
