package io.drillbook.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.effect.EffectScope;
import io.drillbook.domain.effect.HandWork;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.record.StepRef;
import io.drillbook.driver.cutover.manual.ManualCutoverDriver;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.step.StepContext;
import io.drillbook.testbed.TestStep;
import io.drillbook.usecase.cutover.SwitchTraffic;
import io.drillbook.usecase.cutover.SwitchTraffic.Moved;
import io.drillbook.usecase.effect.EffectLedger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Steps by hand stand anywhere in a cutover; a machine's steps wait for those before them. */
class HandWorkTest {
  private static final String RUN = TestStep.first().runId();
  private static final StepRef STEP = StepRef.of("userTask_workChecklist", "Work the checklist");
  private static final String NOBODY = "tcp://127.0.0.1:1";

  private final Stores stores = new Stores();
  private final List<String> moves = new ArrayList<>();
  private final SwitchTraffic switchTraffic =
      new SwitchTraffic(
          new CutoverDrivers(List.of(new ManualCutoverDriver(), new Machine())),
          new EffectLedger(stores.effects, stores.record, Clock.systemUTC()),
          stores.record);

  @AfterEach
  void close() {
    stores.close();
  }

  private static CheckPlan manual(String probe, String... lines) {
    Map<String, Object> settings =
        probe.isEmpty()
            ? Map.of("checklist", List.of(lines))
            : Map.of("checklist", List.of(lines), "probe", probe);
    return new CheckPlan("manual", new Settings(settings));
  }

  private static ProtectionPlan plan(CheckPlan... steps) {
    return SamplePlan.with(List.of(), List.of(steps), Duration.ofMillis(300));
  }

  private Moved go(String move, CheckPlan... steps) {
    EffectScope scope = new EffectScope(RUN, StepRef.of("step", "Switch"), move);
    return switchTraffic.run(plan(steps), scope, TestStep.first());
  }

  private void worked(Moved moved) {
    HandWork work = moved.next().orElseThrow();
    stores.record.append(RUN, work.worked(Instant.EPOCH, STEP, "olga", Set.of(1), ""));
  }

  @Test
  void aMachinesStepWaitsForThePersonBeforeItAndRunsOnce() {
    CheckPlan[] steps = {manual("", "open"), SamplePlan.step("dns"), manual("", "announce")};
    Moved first = go("m1", steps);
    assertThat(first.next()).contains(new HandWork("m1", 1, List.of("open")));
    assertThat(moves).isEmpty();
    worked(first);
    Moved second = go("m1", steps);
    assertThat(second.next()).contains(new HandWork("m1", 3, List.of("announce")));
    assertThat(moves).containsExactly("dns");
    worked(second);
    Moved third = go("m1", steps);
    assertThat(third.next()).isEmpty();
    assertThat(third.seen()).hasSize(3);
    assertThat(moves).as("not again").containsExactly("dns");
  }

  @Test
  void anotherMoveOrAnEditedLineIsAskedForAgain() {
    worked(go("m1", manual("", "open")));
    assertThat(go("m1", manual("", "open")).next()).isEmpty();
    assertThat(go("m1", manual("", "open it wide")).next()).isPresent();
    assertThat(go("m1", manual("", "open", "close")).next()).isPresent();
    assertThat(go("m2", manual("", "open")).next()).isPresent();
  }

  @Test
  void aTickThatNothingShowsForIsNotBelieved() {
    CheckPlan step = manual(NOBODY, "open");
    worked(go("m1", step));
    assertThatThrownBy(() -> go("m1", step))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.code()).isEqualTo(FaultCode.CUTOVER_UNKNOWN);
              assertThat(fault).hasMessageContaining(NOBODY);
            });
  }

  /** Moves at once and remembers it. */
  private final class Machine implements CutoverDriver {
    @Override
    public String kind() {
      return "dns";
    }

    @Override
    public List<Setting> settings() {
      return List.of();
    }

    @Override
    public CutoverState inspect(Settings settings) {
      return new CutoverState(Place.UNKNOWN, "not asked");
    }

    @Override
    public CutoverState switchOver(Settings settings, StepContext context) {
      moves.add(kind());
      return new CutoverState(Place.AFTER, "moved");
    }

    @Override
    public CutoverState switchBack(Settings settings, StepContext context) {
      throw new UnsupportedOperationException();
    }
  }
}
