package io.drillbook.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.effect.EffectScope;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ObserveRule;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.MissingSource;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.source.SourceProbe;
import io.drillbook.usecase.cutover.CheckFailBack;
import io.drillbook.usecase.cutover.CheckServedTarget;
import io.drillbook.usecase.cutover.RequireWholePoint;
import io.drillbook.usecase.cutover.Residence;
import io.drillbook.usecase.restore.CheckTarget;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is refused before it could cost what users wrote, or the service. */
class WayHomeGuardsTest {
  private static final String INCIDENT = "incident-1";

  @TempDir Path folder;
  private final Stores stores = new Stores();

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void nobodyGoesHomeWhileNothingStopsWritesAtTheStandby() {
    ProtectionPlan plan =
        SamplePlan.failover(ObserveRule.usual(Duration.ofSeconds(1), true), List.of(), List.of());
    SourceDrivers sources = new SourceDrivers(List.of());
    CheckFailBack check =
        new CheckFailBack(new CutoverDrivers(List.of()), sources, new CheckTarget(sources));
    assertThatThrownBy(
            () ->
                check.run(plan, plan.recovery().failBack().orElseThrow(), "standby", "failback-1"))
        .isInstanceOfSatisfying(Fault.class, fault -> refused(fault, "recovery.fail-back.fence"));
  }

  @Test
  void homeIsNotClearedForAPointThatLacksASource() {
    Bench bench = new Bench(folder);
    ProtectionPlan plan = bench.plan();
    RequireWholePoint whole = new RequireWholePoint(bench.catalog);
    List<String> names = List.copyOf(plan.sources().keySet());
    for (String source : names.subList(1, names.size())) {
      captured(bench, source);
    }
    bench.catalog.saveMissing(
        "shop", Bench.POINT, new MissingSource(names.get(0), "made-up", "was away"));
    assertThatThrownBy(() -> whole.check(plan, Bench.POINT))
        .isInstanceOfSatisfying(Fault.class, fault -> refused(fault, "Nothing was renamed"))
        .hasMessageContaining(names.get(0));
    captured(bench, names.get(0));
    assertThatCode(() -> whole.check(plan, Bench.POINT)).doesNotThrowAnyException();
  }

  @Test
  void whatTheRunItselfBroughtIsNotReplacedWhereItHasSentUsers() {
    Bench bench = new Bench(folder);
    ProtectionPlan plan = bench.plan();
    CheckServedTarget check =
        new CheckServedTarget(
            new Residence(stores.runs, stores.effects, stores.record),
            new CheckTarget(new SourceDrivers(List.of(new Marked()))));
    String target = plan.targets().keySet().iterator().next();
    assertThatCode(() -> check(check, plan, target)).doesNotThrowAnyException();
    stores.effects.begin(
        new EffectScope(INCIDENT, StepRef.of("move", "Move"), "a").ofVisit("switch over 1 dns"),
        1,
        Bench.NOW);
    assertThatThrownBy(() -> check(check, plan, target))
        .isInstanceOfSatisfying(Fault.class, fault -> refused(fault, "Set the data aside"))
        .hasMessageContaining(target);
  }

  private static void check(CheckServedTarget check, ProtectionPlan plan, String target) {
    check.check(plan, target, plan.sources().keySet(), INCIDENT, Optional.empty());
  }

  private static void refused(Fault fault, String hint) {
    assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(fault.hint()).contains(hint);
  }

  private static void captured(Bench bench, String source) {
    bench.catalog.saveCapture(
        "shop",
        Bench.POINT,
        new SourceCapture(source, "made-up", Bench.NOW, Map.of(), Map.of()),
        List.of());
    bench.catalog.seal("shop", Bench.POINT, Bench.NOW, List.of("primary"));
  }

  /** A place that holds what the incident restored there. */
  private static final class Marked extends MadeUpSource {
    @Override
    public SourceProbe checkTarget(Settings target, Settings home, String runId) {
      if (runId.equals(INCIDENT)) {
        return new SourceProbe("made-up", "1", 1, false);
      }
      throw new Fault(FaultCode.TARGET_NOT_EMPTY, "unable to restore: 'there'", "It holds data.");
    }
  }
}
