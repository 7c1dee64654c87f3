package io.drillbook.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.effect.EffectScope;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.check.CheckDriver;
import io.drillbook.spi.check.CheckResult;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import io.drillbook.testbed.TestStep;
import io.drillbook.usecase.cutover.InspectTraffic;
import io.drillbook.usecase.cutover.PrepareCutover;
import io.drillbook.usecase.cutover.SwitchBack;
import io.drillbook.usecase.cutover.SwitchTraffic;
import io.drillbook.usecase.effect.EffectLedger;
import io.drillbook.usecase.restore.VerifyRestored;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CutoverUseCasesTest {
  private static final Duration SHORT = Duration.ofMillis(300);
  private final List<String> moves = new ArrayList<>();
  private final Map<String, Place> reality = new HashMap<>();
  private final Stores stores = new Stores();
  private final EffectLedger ledger =
      new EffectLedger(stores.effects, stores.record, Clock.systemUTC());
  private final CutoverDrivers cutovers =
      new CutoverDrivers(List.of(new Fake("dns"), new Fake("haproxy")));

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void trafficIsMovedStepByStepAndSentBackInReverse() {
    ProtectionPlan plan = cutoverBy("dns", "haproxy");
    assertThat(over(plan)).hasSize(2);
    assertThat(back(plan)).hasSize(2);
    assertThat(moves).containsExactly("over dns", "over haproxy", "back haproxy", "back dns");
  }

  @Test
  void aFirstStepThatFailsIsAPlainFailure() {
    assertCode(() -> over(cutoverBy("dns!", "haproxy")), FaultCode.CUTOVER_FAILED);
    assertThat(moves).isEmpty();
  }

  @Test
  void aLaterStepThatFailsLeavesTrafficHalfMovedAndSaysUnknown() {
    assertCode(() -> over(cutoverBy("dns", "haproxy!")), FaultCode.CUTOVER_UNKNOWN);
  }

  @Test
  void sendingBackTriesEveryStepEvenWhereOneFails() {
    assertCode(() -> back(cutoverBy("dns", "haproxy!")), FaultCode.CUTOVER_UNKNOWN);
    assertThat(moves).containsExactly("back dns");
  }

  @Test
  void aStandbyThatIsSeenToServeIsNotFreed() {
    InspectTraffic traffic = new InspectTraffic(cutovers);
    ProtectionPlan plan = cutoverBy("dns", "haproxy");
    traffic.requireAwayFromStandby(plan);
    reality.put("dns", Place.BEFORE);
    reality.put("haproxy", Place.AFTER);
    assertCode(() -> traffic.requireAwayFromStandby(plan), FaultCode.NOT_ALLOWED);
  }

  @Test
  void whatCannotBePreparedIsToldAndHoldsNothingUp() {
    List<String> told =
        new PrepareCutover(cutovers).run(cutoverBy("dns!", "haproxy"), TestStep.first());
    assertThat(told)
        .satisfiesExactly(
            it -> assertThat(it).startsWith("not prepared: unable to").contains("Look."),
            it -> assertThat(it).isEqualTo("haproxy is ready"));
    assertThat(moves).isEmpty();
  }

  @Test
  void twoDriversOfOneKindFailAtConstruction() {
    assertThatThrownBy(() -> new CutoverDrivers(List.of(new Fake("dns"), new Fake("dns"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'dns'");
    assertThatThrownBy(() -> new CheckDrivers(List.of(check(n -> true), check(n -> true))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void aKindThatNobodyKnowsIsNamedWithTheKnownOnes() {
    assertThatThrownBy(() -> cutovers.driver("pigeon"))
        .isInstanceOf(Fault.class)
        .hasMessageContaining("'pigeon'")
        .extracting(fault -> ((Fault) fault).hint())
        .asString()
        .contains("dns, haproxy");
  }

  @Test
  void everyCheckRunsAndAllThatFailAreNamed() {
    List<CheckResult> seen = new ArrayList<>();
    ProtectionPlan plan =
        SamplePlan.with(
            List.of(SamplePlan.step("http"), SamplePlan.step("http"), SamplePlan.step("http")),
            List.of(),
            SHORT);
    VerifyRestored verify = new VerifyRestored(new CheckDrivers(List.of(check(n -> n == 1))));
    assertThatThrownBy(() -> verify.run(plan, "standby", Set.of(), TestStep.first(), seen::add))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.code()).isEqualTo(FaultCode.CHECK_FAILED);
              assertThat(fault).hasMessageContaining("2 of 3");
              assertThat(fault.hint()).contains("probe 0").contains("probe 2");
              assertThat(fault.hint()).doesNotContain("probe 1");
            });
    assertThat(seen).extracting(CheckResult::passed).containsExactly(false, true, false);
  }

  @Test
  void aCheckForAnotherTargetOrForTheLiveServiceDoesNotRunAfterARestore() {
    ProtectionPlan plan =
        SamplePlan.with(
            List.of(
                SamplePlan.step("http", "target", "sandbox"),
                SamplePlan.step("http", "when", "service"),
                SamplePlan.step("http", "target", "standby")),
            List.of(),
            SHORT);
    assertThat(
            new VerifyRestored(new CheckDrivers(List.of(check(n -> true))))
                .run(plan, "standby", Set.of(), TestStep.first(), result -> {}))
        .hasSize(1);
  }

  @Test
  void aCheckOfASourceThatThePathDoesNotRestoreHasNothingToLookAt() {
    ProtectionPlan plan =
        SamplePlan.with(
            List.of(
                SamplePlan.step("http", "source", "db"),
                SamplePlan.step("http", "source", "media")),
            List.of(),
            SHORT);
    assertThat(
            new VerifyRestored(new CheckDrivers(List.of(check(n -> true))))
                .run(plan, "standby", Set.of("media"), TestStep.first(), result -> {}))
        .hasSize(1);
  }

  @Test
  void aMoveThatIsDoneIsNotRepeatedAfterACrash() {
    over(cutoverBy("dns", "haproxy"));
    over(cutoverBy("dns", "haproxy"));
    assertThat(moves).containsExactly("over dns", "over haproxy");
  }

  @Test
  void whereAnInterruptedMoveLeftTrafficIsUnknownAPersonIsAsked() {
    EffectScope scope = scope();
    stores.effects.begin(scope.ofVisit("switch over 1 dns"), 1, Instant.EPOCH);
    assertCode(
        () ->
            new SwitchTraffic(cutovers, ledger, stores.record)
                .run(cutoverBy("dns"), scope, second()),
        FaultCode.CUTOVER_UNKNOWN);
    assertThat(moves).isEmpty();
  }

  @Test
  void anInterruptedMoveThatRealityShowsIsNotRepeatedAndOneThatItDoesNotShowIs() {
    EffectScope scope = scope();
    stores.effects.begin(scope.ofVisit("switch over 1 dns"), 1, Instant.EPOCH);
    stores.effects.begin(scope.ofVisit("switch over 2 haproxy"), 1, Instant.EPOCH);
    reality.put("dns", Place.AFTER);
    reality.put("haproxy", Place.BEFORE);
    new SwitchTraffic(cutovers, ledger, stores.record)
        .run(cutoverBy("dns", "haproxy"), scope, second());
    assertThat(moves).containsExactly("over haproxy");
  }

  private List<CutoverState> over(ProtectionPlan plan) {
    return new SwitchTraffic(cutovers, ledger, stores.record)
        .run(plan, scope(), TestStep.first())
        .seen();
  }

  private List<CutoverState> back(ProtectionPlan plan) {
    return new SwitchBack(cutovers, ledger).run(plan, scope(), TestStep.first());
  }

  private static TestStep second() {
    return new TestStep(TestStep.first().runId(), 2, new Cancellation());
  }

  private static EffectScope scope() {
    return new EffectScope(TestStep.first().runId(), StepRef.of("step", "Switch"), "visit-1");
  }

  private ProtectionPlan cutoverBy(String... kinds) {
    return SamplePlan.with(
        List.of(),
        java.util.Arrays.stream(kinds)
            .map(
                kind ->
                    SamplePlan.step(
                        kind.replace("!", ""), "fail", String.valueOf(kind.endsWith("!"))))
            .toList(),
        SHORT);
  }

  private static void assertCode(Runnable call, FaultCode code) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
  }

  private static CheckDriver check(IntPredicate passes) {
    return new CheckDriver() {
      private int calls;

      @Override
      public String kind() {
        return "http";
      }

      @Override
      public List<Setting> settings() {
        return List.of();
      }

      @Override
      public CheckResult run(Settings settings, Map<String, Settings> target, StepContext step) {
        int n = calls++;
        return new CheckResult(passes.test(n), "probe " + n, "seen");
      }
    };
  }

  private final class Fake implements CutoverDriver {
    private final String kind;

    Fake(String kind) {
      this.kind = kind;
    }

    @Override
    public String kind() {
      return kind;
    }

    @Override
    public List<Setting> settings() {
      return List.of();
    }

    @Override
    public CutoverState inspect(Settings settings) {
      return new CutoverState(reality.getOrDefault(kind, Place.UNKNOWN), "seen");
    }

    @Override
    public Optional<String> prepare(Settings settings, StepContext context) {
      if (settings.text("fail").equals("true")) {
        throw new Fault(FaultCode.CUTOVER_FAILED, "unable to prepare: '" + kind + "'", "Look.");
      }
      return Optional.of(kind + " is ready");
    }

    @Override
    public CutoverState switchOver(Settings settings, StepContext context) {
      return move("over ", settings, Place.AFTER);
    }

    @Override
    public CutoverState switchBack(Settings settings, StepContext context) {
      return move("back ", settings, Place.BEFORE);
    }

    private CutoverState move(String verb, Settings settings, Place place) {
      if (Set.of("true").contains(settings.text("fail"))) {
        throw new Fault(FaultCode.CUTOVER_FAILED, "unable to move: '" + kind + "'", "Look.");
      }
      moves.add(verb + kind);
      return new CutoverState(place, kind);
    }
  }
}
