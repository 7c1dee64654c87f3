package io.drillbook.usecase.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.usecase.Stores;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TakeTargetTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

  private final Stores stores = new Stores();
  private final TakeTarget take = new TakeTarget(stores.targets, Clock.fixed(NOW, ZoneOffset.UTC));

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void aSecondRunIntoTheSameTargetIsRefusedByTheNameOfTheFirstUntilThatOneHasEnded() {
    for (RunKind kind : List.of(RunKind.RESTORE, RunKind.DRILL, RunKind.FAILBACK)) {
      String first = "first-" + kind.id();
      begin(first, kind, "sandbox");
      assertThatThrownBy(() -> begin("second-" + kind.id(), kind, "sandbox"))
          .isInstanceOfSatisfying(
              Fault.class,
              fault -> {
                assertThat(fault.code()).isEqualTo(FaultCode.TARGET_IN_USE);
                assertThat(fault.hint()).contains(first);
              });
      assertThat(stores.targets.holder("shop", "sandbox")).contains(first);
      begin("elsewhere-" + kind.id(), kind, "another for " + kind.id());
      stores.runs.end(first, NOW, Verdict.FAILED);
      assertThat(stores.targets.holder("shop", "sandbox")).isEmpty();
    }
  }

  @Test
  void aRealRecoveryTakesItAndSaysSo() {
    begin("drill-1", RunKind.DRILL, "standby");
    List<EntryDraft> lines = begin("incident-1", RunKind.INCIDENT, "standby");
    assertThat(lines).extracting(EntryDraft::outcome).containsExactly(TakeTarget.IN_USE);
    assertThat(lines.get(0).detail("by")).isEqualTo("drill-1");
    assertThat(take.anyway(stores.runs.find("incident-1").orElseThrow(), "standby")).isEmpty();
    assertThatThrownBy(() -> begin("restore-1", RunKind.RESTORE, "standby"))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.hint()).contains("incident-1"));
    stores.runs.end("drill-1", NOW, Verdict.FAILED);
    assertThat(stores.targets.holder("shop", "standby")).contains("incident-1");
  }

  @Test
  void aDrillThatStillRunsAfterTheIncidentThatTookItsTargetKeepsOthersOut() {
    begin("drill-1", RunKind.DRILL, "standby");
    begin("incident-1", RunKind.INCIDENT, "standby");
    stores.runs.end("incident-1", NOW, Verdict.SUCCEEDED);
    assertThat(stores.targets.holder("shop", "standby")).contains("drill-1");
    assertThatThrownBy(() -> begin("restore-1", RunKind.RESTORE, "standby"))
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.hint()).contains("drill-1"));
    stores.runs.end("drill-1", NOW, Verdict.FAILED);
    assertThat(begin("restore-2", RunKind.RESTORE, "standby")).isEmpty();
    assertThat(stores.targets.holder("shop", "standby")).contains("restore-2");
  }

  @Test
  void aRunThatWasNotBegunInTheEndHasNothing() {
    assertThatThrownBy(
            () ->
                stores.atOnce.run(
                    () -> {
                      begin("drill-1", RunKind.DRILL, "sandbox");
                      throw new IllegalStateException("it did not begin");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(begin("drill-2", RunKind.DRILL, "sandbox")).isEmpty();
  }

  @Test
  void theScheduleSeesWhoHasTheTargetOfItsDrill() {
    assertThat(take.isHeld(PlanFixture.shop(), "weekly")).isFalse();
    begin("restore-1", RunKind.RESTORE, "sandbox");
    assertThat(take.isHeld(PlanFixture.shop(), "weekly")).isTrue();
    assertThat(take.isHeld(PlanFixture.shop(), "gone")).isFalse();
  }

  /** Each target first when nobody had it, then when its run has ended. */
  @Test
  void ofManyAtTheSameTimeOneGetsItFirstAndAfterEveryEnd() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(6);
    try {
      for (int round = 0; round < 20; round++) {
        CyclicBarrier together = new CyclicBarrier(6);
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
          all.add(
              threads.submit(tried("drill-" + round + "-" + i, "sandbox " + round / 2, together)));
        }
        List<String> got = new ArrayList<>();
        for (Future<String> one : all) {
          Optional.of(one.get()).filter(it -> !it.isEmpty()).ifPresent(got::add);
        }
        assertThat(got).as("round %s", round).hasSize(1);
        stores.runs.end(got.get(0), NOW, Verdict.SUCCEEDED);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private Callable<String> tried(String id, String target, CyclicBarrier together) {
    return () -> {
      together.await();
      try {
        begin(id, RunKind.DRILL, target);
        return id;
      } catch (Fault refused) {
        return "";
      }
    };
  }

  /** As the engine does: run and target in one transaction. */
  private List<EntryDraft> begin(String id, RunKind kind, String target) {
    List<EntryDraft> lines = new ArrayList<>();
    Run run =
        new Run(
            id,
            kind,
            "shop",
            Optional.empty(),
            NOW,
            NOW,
            "olga",
            Duration.ZERO,
            false,
            "d",
            Optional.empty(),
            Optional.empty());
    stores.atOnce.run(
        () -> {
          stores.runs.start(run);
          lines.addAll(take.begin(run, Optional.of(target)));
        });
    return lines;
  }
}
