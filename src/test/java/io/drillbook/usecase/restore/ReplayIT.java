package io.drillbook.usecase.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.log.KeptLogs;
import io.drillbook.spi.log.LogReader;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.MadeUpLogSource;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.restore.SelectRecoveryPoint.Choice;
import io.drillbook.usecase.restore.SelectRecoveryPoint.Wish;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A recovery point of a source that keeps a log, and what is asked of its driver. */
class ReplayIT {
  private static final Instant AFTER = Bench.NOW.plusSeconds(600);

  @TempDir Path folder;
  private Bench bench;
  private final MadeUpLogSource source = new MadeUpLogSource("made-up");
  private final SourceDrivers drivers = new SourceDrivers(List.of(source));
  private final List<String> asked = new ArrayList<>();
  private final LogReader reader = LogReader.none();
  private final KeptLogs logs =
      (system, name, vaults, signers) -> {
        asked.add(system + "/" + name + " in " + vaults + " by " + signers);
        return reader;
      };

  @BeforeEach
  void backUp() {
    bench = new Bench(folder);
    bench.backUp();
  }

  @Test
  void theLogOfTheSourceIsReplayedFromThePlansVaultsUpToTheGoal() {
    RestoreReport report = restore(Optional.of(new RecoveryGoal.Time(AFTER)));
    assertThat(asked).containsExactly("shop/db in [primary, offsite] by [signer]");
    assertThat(source.replayed).hasSize(1);
    assertThat(source.replayed.get(0).log()).isSameAs(reader);
    assertThat(report.reached()).contains(AFTER);
  }

  @Test
  void withoutAGoalThePointIsRestoredAsItIs() {
    assertThat(restore(Optional.empty()).reached()).isEmpty();
    assertThat(source.replayed).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void aSourceThatKeepsNoLogComesBackAsThePointHoldsIt() {
    RestoreSource restore = new RestoreSource(bench.drivers(), logs);
    RestoreReport report =
        restore.restore(
            verify(), bench.plan(), wish(Optional.of(new RecoveryGoal.Latest())), bench.step);
    assertThat(report.reached()).isEmpty();
    assertThat(asked).isEmpty();
  }

  @Test
  void aRescueLooksForTheLogWhereThePointWasFound() {
    Map<String, RestoreReport> back = new java.util.TreeMap<>();
    new RestoreStoredPoint(
            drivers, VerifyRecoveryPoint.withoutCatalog(bench.configured(), bench.keys), logs)
        .restore(
            new PointWanted(
                "shop", Bench.POINT, List.of("offsite"), List.of("signer"), Set.of("db")),
            verify().manifest(),
            Map.of("db", new Settings(Map.of("at", "elsewhere"))),
            Optional.of(new RecoveryGoal.Name("before the release")),
            bench.step,
            new RestoreStoredPoint.Listener() {
              @Override
              public void verified(List<String> findings) {
                assertThat(findings).isEmpty();
              }

              @Override
              public void restored(String name, RestoreReport report) {
                back.put(name, report);
              }
            });
    assertThat(asked).containsExactly("shop/db in [offsite] by [signer]");
    assertThat(source.replayed.get(0).goal().words()).contains("before the release");
    assertThat(back.get("db").reached()).isPresent();
  }

  @Test
  void onlySourcesWithALogMustBeFromBeforeTheTime() {
    SelectRecoveryPoint select =
        new SelectRecoveryPoint(bench.catalog, new ReplayedSources(drivers));
    ProtectionPlan plan = bench.plan();
    Optional<RecoveryGoal> atTheEnd = Optional.of(new RecoveryGoal.Time(Bench.NOW));
    assertThat(select(select, plan, new RecoveryGoal.Time(AFTER))).isEqualTo(Bench.POINT);
    assertThat(select(select, plan, new RecoveryGoal.Latest())).isEqualTo(Bench.POINT);
    assertThatThrownBy(() -> select.select(plan, Optional.empty(), atTheEnd, List.of("db")))
        .isInstanceOf(Fault.class)
        .extracting(e -> ((Fault) e).hint())
        .asString()
        .contains(Bench.POINT, "db as of " + Bench.NOW, "later time");
    SelectRecoveryPoint without =
        new SelectRecoveryPoint(bench.catalog, new ReplayedSources(bench.drivers()));
    assertThat(without.select(plan, Optional.empty(), atTheEnd, List.of("db")).point())
        .isEqualTo(Bench.POINT);
  }

  @Test
  void aGoalPassesOverAPointThatLacksSomethingAndIsReachedFromItForAReason() {
    SelectRecoveryPoint select =
        new SelectRecoveryPoint(bench.catalog, new ReplayedSources(drivers));
    String partial = "20261130T020000Z-bbbbbb";
    point(partial, Bench.NOW.plusSeconds(60), "db");
    Optional<RecoveryGoal> goal = Optional.of(new RecoveryGoal.Time(AFTER));
    Set<String> both = Set.of("db", "media");
    Choice chosen = select.select(new Wish(bench.plan(), Optional.empty(), goal, both, true));
    assertThat(chosen.point().point()).isEqualTo(Bench.POINT);
    assertThat(chosen.passedOver()).containsExactly(partial + " lacks media");
    Optional<String> named = Optional.of(partial);
    assertThatThrownBy(() -> select.select(bench.plan(), named, goal, both))
        .hasMessageContaining("unable to restore all");
    assertThat(select.select(new Wish(bench.plan(), named, goal, both, true)).lacks())
        .containsExactly("media");
    Optional<RecoveryGoal> before = Optional.of(new RecoveryGoal.Time(Bench.NOW.plusSeconds(30)));
    assertThatThrownBy(() -> select.select(new Wish(bench.plan(), named, before, both, true)))
        .as("what is not in the point does not count, what is in it does")
        .hasMessageContaining("to before a recovery point");
  }

  @Test
  void aTimeWithinTheEndOfACaptureIsReachedFromAnOlderPoint() {
    SelectRecoveryPoint select =
        new SelectRecoveryPoint(bench.catalog, new ReplayedSources(drivers));
    String late = "20261130T020000Z-cccccc";
    Instant ended = Bench.NOW.plusSeconds(90);
    point(late, Bench.NOW.plusSeconds(60), "db", Map.of("ended", ended.toString()));
    ProtectionPlan plan = bench.plan();
    Optional<RecoveryGoal> within = Optional.of(new RecoveryGoal.Time(ended));
    assertThat(select.select(plan, Optional.empty(), within, List.of("db")).point())
        .isEqualTo(Bench.POINT);
    assertThatThrownBy(() -> select.select(plan, Optional.of(late), within, List.of("db")))
        .hasMessageContaining("to before a recovery point")
        .extracting(e -> ((Fault) e).hint())
        .asString()
        .contains("db as of " + ended);
    Optional<RecoveryGoal> after = Optional.of(new RecoveryGoal.Time(ended.plusSeconds(1)));
    assertThat(select.select(plan, Optional.empty(), after, List.of("db")).point()).isEqualTo(late);
  }

  private void point(String point, Instant dataTime, String source) {
    point(point, dataTime, source, Map.of());
  }

  private void point(String point, Instant dataTime, String source, Map<String, String> facts) {
    bench.catalog.begin("shop", point, "run", dataTime);
    SourceCapture capture = new SourceCapture(source, "made-up", dataTime, facts, Map.of());
    bench.catalog.saveCapture("shop", point, capture, List.of());
    bench.catalog.seal("shop", point, dataTime, List.of("primary"));
  }

  @Test
  void aNamedPointOfTheLogNeedsALog() {
    SelectRecoveryPoint without =
        new SelectRecoveryPoint(bench.catalog, new ReplayedSources(bench.drivers()));
    assertThatThrownBy(() -> select(without, bench.plan(), new RecoveryGoal.Name("x")))
        .extracting(e -> ((Fault) e).code())
        .isEqualTo(FaultCode.INPUT_INVALID);
  }

  private static String select(SelectRecoveryPoint select, ProtectionPlan plan, RecoveryGoal goal) {
    return select.select(plan, Optional.empty(), Optional.of(goal), List.of("db")).point();
  }

  private RestoreReport restore(Optional<RecoveryGoal> goal) {
    return new RestoreSource(drivers, logs).restore(verify(), bench.plan(), wish(goal), bench.step);
  }

  private VerifiedPoint verify() {
    return bench
        .verify()
        .verify(PointWanted.of(bench.plan(), Bench.POINT, Set.of("db")), bench.step);
  }

  private static RestoreSource.Wish wish(Optional<RecoveryGoal> goal) {
    return new RestoreSource.Wish("db", "sandbox", Optional.empty(), goal);
  }
}
