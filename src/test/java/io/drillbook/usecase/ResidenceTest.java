package io.drillbook.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.effect.EffectScope;
import io.drillbook.domain.effect.EffectState;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.record.Verdict;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.cutover.FindLiveTarget;
import io.drillbook.usecase.cutover.LeftHome;
import io.drillbook.usecase.cutover.Residence;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Where a system lives, by what runs brought about and what its cutover shows. */
class ResidenceTest {
  private static final String INCIDENT = "incident-1";
  private static final String FAIL_BACK = "failback-2";
  private static final StepRef STEP = StepRef.of("step", "Move");

  private final Stores stores = new Stores();
  private final Residence residence = new Residence(stores.runs, stores.effects, stores.record);
  private Place seen = Place.UNKNOWN;
  private final FindLiveTarget find =
      new FindLiveTarget(residence, new CutoverDrivers(List.of(new Shown())));
  private final ProtectionPlan plan =
      SamplePlan.with(List.of(), List.of(SamplePlan.step("shown")), Duration.ofSeconds(1));
  private Instant now = Instant.parse("2026-11-26T12:00:00Z");

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void aSystemThatNobodyMovedLivesAtHome() {
    run(INCIDENT, RunKind.INCIDENT);
    seen = Place.AFTER;
    assertThat(find.find(plan)).isEmpty();
  }

  @Test
  void afterACutoverItLivesAtTheTargetThatTheRecordNames() {
    run(INCIDENT, RunKind.INCIDENT);
    leaves("other");
    move(INCIDENT, "switch over 1 shown", EffectState.DONE, "a");
    assertThat(find.find(plan)).contains("other");
    seen = Place.AFTER;
    assertThat(find.find(plan)).contains("other");
  }

  @Test
  void aRecordThatNamesNoTargetMeansThePlans() {
    run(INCIDENT, RunKind.INCIDENT);
    move(INCIDENT, "switch over 1 shown", EffectState.DONE, "a");
    assertThat(find.find(plan)).contains("standby");
  }

  @Test
  void rolledBackOrBroughtHomeItLivesAtHome() {
    run(INCIDENT, RunKind.INCIDENT);
    move(INCIDENT, "switch over 1 shown", EffectState.DONE, "a");
    run(FAIL_BACK, RunKind.FAILBACK);
    assertThat(find.find(plan)).as("a fail-back that moved nothing").contains("standby");
    move(FAIL_BACK, "switch back 1 shown", EffectState.FAILED, "b");
    assertThat(find.find(plan)).as("one that failed").contains("standby");
    move(FAIL_BACK, "switch back 1 shown", EffectState.DONE, "c");
    assertThat(find.find(plan)).isEmpty();
    leaves("standby");
    move(FAIL_BACK, "switch over 1 shown", EffectState.DONE, "d");
    assertThat(find.find(plan)).as("rolled back to the standby").contains("standby");
  }

  @Test
  void whereAMoveEndedInDoubtTheCutoverTellsOrAPersonOrNothingIsCaptured() {
    run(INCIDENT, RunKind.INCIDENT);
    move(INCIDENT, "switch over 1 shown", EffectState.UNKNOWN, "a");
    assertThatThrownBy(() -> find.find(plan))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.NOT_ALLOWED))
        .hasMessageContaining("where the system lives");
    seen = Place.BEFORE;
    assertThat(find.find(plan)).isEmpty();
    seen = Place.AFTER;
    assertThat(find.find(plan)).contains("standby");
    seen = Place.UNKNOWN;
    stores.record.appendNow(INCIDENT, Entries.fact(tick(), STEP, "olga", "moved", Map.of()));
    assertThat(find.find(plan)).contains("standby");
    stores.record.appendNow(INCIDENT, Entries.fact(tick(), STEP, "olga", "not-moved", Map.of()));
    assertThat(find.find(plan)).isEmpty();
  }

  @Test
  void broughtHomeByHandItIsFoundThereByItsCutover() {
    run(INCIDENT, RunKind.INCIDENT);
    move(INCIDENT, "switch over 1 shown", EffectState.DONE, "a");
    seen = Place.BEFORE;
    assertThat(find.find(plan)).isEmpty();
  }

  @Test
  void programsMayNotRunAtAHomeThatIsLeftOrBeingLeft() {
    LeftHome home = new LeftHome(residence, find, plans());
    assertThat(home.left("shop")).isEmpty();
    run(INCIDENT, RunKind.INCIDENT);
    assertThat(home.left("shop")).get().asString().contains(INCIDENT);
    move(INCIDENT, "switch over 1 shown", EffectState.DONE, "a");
    stores.runs.end(INCIDENT, tick(), Verdict.SUCCEEDED);
    assertThat(home.left("shop")).get().asString().contains("lives at 'standby'");
    seen = Place.BEFORE;
    assertThat(home.left("shop")).isEmpty();
  }

  @Test
  void aTargetMayHaveServedFromTheBeginningOfTheMoveOn() {
    run(INCIDENT, RunKind.INCIDENT);
    assertThat(residence.mayHaveServed(INCIDENT, "standby")).isFalse();
    leaves("standby");
    move(INCIDENT, "switch over 1 shown", EffectState.FAILED, "a");
    assertThat(residence.mayHaveServed(INCIDENT, "standby")).isFalse();
    stores.effects.begin(
        new EffectScope(INCIDENT, STEP, "b").ofVisit("switch over 1 shown"), 1, tick());
    assertThat(residence.mayHaveServed(INCIDENT, "standby")).isTrue();
    assertThat(residence.mayHaveServed(INCIDENT, "other")).isFalse();
  }

  private Plans plans() {
    return new Plans() {
      @Override
      public ProtectionPlan plan(String system) {
        return plan;
      }

      @Override
      public List<ProtectionPlan> all() {
        return List.of(plan);
      }

      @Override
      public List<String> problems() {
        return List.of();
      }

      @Override
      public void onChange(Consumer<ProtectionPlan> listener) {
        throw new IllegalStateException("nobody listens");
      }
    };
  }

  private void run(String id, RunKind kind) {
    stores.runs.start(
        new Run(
            id,
            kind,
            "shop",
            Optional.empty(),
            tick(),
            now,
            "olga",
            Duration.ZERO,
            false,
            "d".repeat(64),
            Optional.empty(),
            Optional.empty()));
  }

  private void leaves(String target) {
    stores.record.appendNow(
        INCIDENT,
        Entries.fact(tick(), STEP, "drillbook", Residence.LEAVES, Map.of(Residence.TO, target)));
  }

  private void move(String run, String name, EffectState state, String visit) {
    var effect = new EffectScope(run, STEP, visit).ofVisit(name);
    stores.effects.begin(effect, 1, tick());
    stores.effects.end(effect, 1, state, tick(), "");
  }

  private Instant tick() {
    now = now.plusSeconds(1);
    return now;
  }

  private final class Shown implements CutoverDriver {
    @Override
    public String kind() {
      return "shown";
    }

    @Override
    public List<Setting> settings() {
      return List.of();
    }

    @Override
    public CutoverState inspect(Settings settings) {
      return new CutoverState(seen, "seen");
    }

    @Override
    public CutoverState switchOver(Settings settings, StepContext context) {
      throw new IllegalStateException("only looked at");
    }

    @Override
    public CutoverState switchBack(Settings settings, StepContext context) {
      throw new IllegalStateException("only looked at");
    }
  }
}
