package io.drillbook.usecase;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.usecase.incident.Notice;
import io.drillbook.usecase.incident.Notices;
import io.drillbook.usecase.incident.NotifyPeople;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NotifyPeopleTest {
  private static final Instant DETECTED = Instant.parse("2026-11-21T02:10:00Z");
  private static final String LINK = "http://127.0.0.1:8080/runs/x";
  private final ProtectionPlan plan = SamplePlan.with(List.of(), List.of(), Duration.ofMinutes(1));
  private final Notices notices = new Notices(plan);
  private final Stores stores = new Stores();
  private final NotifyPeople people =
      new NotifyPeople(stores.outbox, Clock.fixed(DETECTED, ZoneOffset.UTC));

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void anApprovalSaysWhatIsAskedUntilWhenAndWhere() {
    Notice notice =
        notices.approvalAwaited(
            run(), "cutover to standby", "oncall1", DETECTED.plusSeconds(3600), LINK);
    assertThat(notice.subject())
        .isEqualTo("shop: APPROVE or REJECT cutover to standby by 04:10 CET");
    assertThat(notice.text())
        .contains(LINK, "oncall1, who may not decide it", "Sat 21 Nov 2026 04:10:00 CET", "NO");
    assertThat(people.run(plan, notice)).contains("cto@example.com", "owner@example.com");
    assertThat(stores.told())
        .singleElement()
        .asString()
        .startsWith("[cto@example.com, oncall@example.com, owner@example.com] shop: APPROVE");
  }

  @Test
  void warningsNameTheShareAndTheEndAndAMissedObjectiveSaysSo() {
    assertThat(notices.rtoWarning(run(), 50, "restore", LINK).subject())
        .isEqualTo("shop: 50 % of the RTO used, due 07:10 CET");
    assertThat(notices.rtoWarning(run(), 50, "restore", LINK).audience())
        .containsExactly(Notice.Audience.ONCALL);
    assertThat(notices.rtoWarning(run(), 80, "restore", LINK).audience())
        .contains(Notice.Audience.MANAGERS);
    assertThat(notices.rtoWarning(run(), 100, "restore", LINK).subject())
        .isEqualTo("shop: RTO MISSED, recovery goes on");
  }

  @Test
  void aFailedBackupTellsCauseAndHint() {
    Fault fault = new Fault(FaultCode.DISK_FULL, "unable to write: 'x'", "Make room.");
    Notice notice = notices.backupFailed(run(), fault, LINK);
    assertThat(notice.subject()).isEqualTo("shop: BACKUP FAILED, look at it now");
    assertThat(notice.text()).contains("unable to write: 'x'", "HINT: Make room.", LINK);
  }

  @Test
  void aDrillThatIsNotGoodAsksForAction() {
    Duration took = Duration.ofSeconds(185);
    assertThat(notices.drillEnded(run(), Verdict.SUCCEEDED, took, "", LINK).subject())
        .isEqualTo("shop: drill succeeded, 3 min 5 s of 4 h");
    assertThat(notices.drillEnded(run(), Verdict.FAILED, took, "", LINK).subject())
        .startsWith("shop: DRILL NOT GOOD");
    assertThat(notices.incidentClosed(run(), Verdict.SUCCEEDED, took, "", LINK).subject())
        .isEqualTo("shop: incident closed, succeeded, 3 min 5 s");
  }

  private static Run run() {
    return new Run(
        "incident-20261121T021000Z-4f2a9c",
        RunKind.INCIDENT,
        "shop",
        Optional.of(Scenario.SERVER_FAILURE),
        DETECTED,
        DETECTED,
        "oncall1",
        Duration.ofHours(4),
        false,
        "0",
        Optional.empty(),
        Optional.empty());
  }
}
