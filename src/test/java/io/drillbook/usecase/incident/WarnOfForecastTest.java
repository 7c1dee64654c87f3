package io.drillbook.usecase.incident;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.path.PathWords;
import io.drillbook.domain.path.RecoveryPath;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepNature;
import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.store.OutboxStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.usecase.Around;
import io.drillbook.usecase.Stores;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Nine recoveries took a quarter of an hour; the tenth is slower, and its RTO is 20 minutes. */
class WarnOfForecastTest {
  private static final Instant DETECTED = Instant.parse("2026-11-20T02:00:00Z");
  private static final Duration RTO = Duration.ofMinutes(20);
  private static final StepRef RESTORE =
      new StepRef("serviceTask_restoreSource", "Restore each source", "db");

  private final Stores stores = new Stores();
  private Instant now = DETECTED;
  private final Clock clock =
      new Clock() {
        @Override
        public ZoneId getZone() {
          return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
          return this;
        }

        @Override
        public Instant instant() {
          return now;
        }
      };

  @BeforeEach
  void nineRecoveriesBefore() {
    for (int i = 1; i <= 9; i++) {
      String id = "incident-" + i;
      Instant at = DETECTED.minus(Duration.ofDays(i));
      begin(id, at);
      step(id, RESTORE, at, 600);
      step(id, StepRef.of("userTask_giveApproval", "Give approval"), at.plusSeconds(600), 300);
      step(id, StepRef.of("serviceTask_confirmService", "Confirm"), at.plusSeconds(900), 10);
      stores.runs.end(id, at.plusSeconds(910), Verdict.SUCCEEDED);
    }
    begin("incident-now", DETECTED);
    stores.record.append(
        "incident-now",
        Entries.stepBegan(DETECTED.plusSeconds(60), RESTORE, "engine", StepNature.AUTOMATED));
  }

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void theCrossingIsAnnouncedWithinTenSecondsWhileTheStepRunsAndOnce() {
    for (int second = 60; second < RTO.toSeconds(); second += 3) {
      now = DETECTED.plusSeconds(second);
      warn().warn();
    }
    // 330 s and 11 s behind the restore, and 30 s of it at least: nine of ten are late from 829 s.
    assertThat(at(Entries.MAY_MISS_RTO)).isBetween(829L, 839L);
    // 310 s behind it, and 30 s of it at least: late more likely than not from 860 s.
    assertThat(at(Entries.WILL_MISS_RTO)).isBetween(860L, 870L);
    assertThat(warnings()).hasSize(2);
    assertThat(stores.told().toString())
        .contains("may miss its RTO")
        .contains("WILL MISS ITS RTO by");
  }

  @Test
  void aRecoveryThatIsInTimeIsLeftInPeace() {
    now = DETECTED.plusSeconds(700);
    stores.record.append("incident-now", Entries.stepEnded(now, RESTORE, "engine", ""));
    warn().warn();
    assertThat(warnings()).isEmpty();
    assertThat(forecast().remaining("incident-now").orElseThrow().estimate().p50())
        .isEqualTo(Duration.ofSeconds(310));
  }

  /** "Nearly done" kept the warning back until the RTO was over. */
  @Test
  void aStepThatGoesOnLikeNoneBeforeItNeedsHalfAsLongAgain() {
    now = DETECTED.plusSeconds(60 + 1_400);
    assertThat(forecast().remaining("incident-now").orElseThrow().estimate().p50())
        .isEqualTo(Duration.ofSeconds(700 + 310));
  }

  @Test
  void theMessageNamesTheShorterPathAndWhatItRestsOn() {
    now = DETECTED.plusSeconds(1000);
    warn().warn();
    EntryDraft told = warnings().get(0);
    assertThat(told.detail("shorter path")).contains("approve cutover").contains("5 min 00 s");
    assertThat(told.detail("by")).contains("measured in 9 earlier runs").contains("gather facts");
  }

  @Test
  void aConfirmedServiceNeedsNothingMore() {
    now = DETECTED.plusSeconds(1000);
    stores.record.append("incident-now", Entries.serviceConfirmed(now, RESTORE, "w", "seen"));
    assertThat(forecast().remaining("incident-now")).isEmpty();
  }

  @Test
  void anIncidentOfWhichNothingCanBeForeseenKeepsNoOtherFromBeingTold() {
    begin("incident-broken", DETECTED.plusSeconds(1));
    now = DETECTED.plusSeconds(1000);
    RecordStore damaged =
        Around.port(
            RecordStore.class,
            stores.record,
            (method, arguments, real) -> {
              if (method.equals("entries") && arguments[0].equals("incident-broken")) {
                throw new IllegalStateException("a line cannot be read");
              }
              return real.ask();
            });
    warn(damaged, stores.outbox).warn();
    assertThat(warnings()).hasSize(1);
    assertThat(stores.told()).hasSize(1);
  }

  @Test
  void lineAndMessageLastTogetherOrNotAtAll() {
    now = DETECTED.plusSeconds(1000);
    OutboxStore full =
        Around.port(
            OutboxStore.class,
            stores.outbox,
            (method, arguments, real) -> {
              throw new IllegalStateException("no room");
            });
    warn(stores.record, full).warn();
    assertThat(warnings()).isEmpty();
    warn().warn();
    assertThat(warnings()).hasSize(1);
    assertThat(stores.told()).hasSize(1);
  }

  /** Both servers read the record before the other has written. */
  @Test
  void ofTwoServersOneTells() {
    now = DETECTED.plusSeconds(1000);
    Map<String, Object> before = new HashMap<>();
    stores.runs.list(Optional.empty(), Optional.empty(), false, 99).stream()
        .map(Run::id)
        .forEach(id -> before.put(id, stores.record.entries(id)));
    RecordStore late =
        Around.port(
            RecordStore.class,
            stores.record,
            (method, arguments, real) ->
                method.equals("entries") ? before.get(arguments[0]) : real.ask());
    warn().warn();
    warn(late, stores.outbox).warn();
    assertThat(warnings()).hasSize(1);
    assertThat(stores.told()).hasSize(1);
  }

  private WarnOfForecast warn() {
    return warn(stores.record, stores.outbox);
  }

  private WarnOfForecast warn(RecordStore record, OutboxStore outbox) {
    TellAboutRun tell =
        new TellAboutRun(
            PlanFixture.plans(),
            stores.runs,
            record,
            new NotifyPeople(outbox, clock),
            URI.create("http://127.0.0.1:8080"),
            clock);
    return new WarnOfForecast(
        stores.runs, record, stores.warnings, forecast(record), tell, stores.atOnce, clock);
  }

  private ForecastRecovery forecast() {
    return forecast(stores.record);
  }

  private ForecastRecovery forecast(RecordStore record) {
    PathWords words = new PathWords(List.of("db"), "standby", "no", true, "because");
    return new ForecastRecovery(
        PlanFixture.plans(),
        stores.runs,
        record,
        stores.catalog,
        new ShowProgress(stores.runs, stores.record, stores.progress, stores.catalog, clock),
        (plan, scenario, answer) -> RecoveryPath.of(plan, scenario, words),
        clock);
  }

  private long at(String outcome) {
    return warnings().stream()
        .filter(line -> line.outcome().equals(outcome))
        .map(line -> Duration.between(DETECTED, line.at()).toSeconds())
        .findFirst()
        .orElseThrow();
  }

  private List<EntryDraft> warnings() {
    return stores.record.entries("incident-now").stream()
        .map(line -> line.entry())
        .filter(line -> line.kind() == EntryKind.WARNING)
        .toList();
  }

  private void begin(String id, Instant at) {
    stores.runs.start(
        new Run(
            id,
            RunKind.INCIDENT,
            "shop",
            Optional.of(Scenario.SERVER_FAILURE),
            at,
            at,
            "ada",
            RTO,
            false,
            "digest",
            Optional.empty(),
            Optional.empty()));
  }

  private void step(String run, StepRef step, Instant from, int seconds) {
    stores.record.append(run, Entries.stepBegan(from, step, "engine", StepNature.AUTOMATED));
    stores.record.append(run, Entries.stepEnded(from.plusSeconds(seconds), step, "engine", "done"));
  }
}
