package io.drillbook.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ObserveRule;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.domain.plan.Side;
import io.drillbook.spi.cutover.FenceState.Hold;
import io.drillbook.testbed.TestStep;
import io.drillbook.usecase.cutover.FencePrimary;
import io.drillbook.usecase.cutover.FenceSeen;
import io.drillbook.usecase.cutover.LiftFence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FenceUseCasesTest {
  private final MadeUpFence fence = new MadeUpFence();
  private final FenceDrivers drivers = new FenceDrivers(List.of(fence));
  private final List<FenceSeen> seen = new ArrayList<>();

  @Test
  void aSideIsFencedAndTheOtherOneSpared() {
    fencePrimary(plan(SamplePlan.step("made-up")), Side.HOME);
    assertThat(fence.orders).containsExactly("fence");
    assertThat(fence.sparedLast).hasSize(1);
    assertThat(seen).extracting(one -> one.state().hold()).containsExactly(Hold.FENCED);
  }

  @Test
  void whatIsFencedAlreadyIsOnlyLookedAt() {
    fence.hold = Hold.FENCED;
    fencePrimary(plan(SamplePlan.step("made-up")), Side.HOME);
    assertThat(fence.orders).isEmpty();
    assertThat(seen).hasSize(1);
  }

  @Test
  void silenceIsForAPersonToDecide() {
    fence.hold = Hold.GONE;
    assertCode(
        () -> fencePrimary(plan(SamplePlan.step("made-up")), Side.HOME), FaultCode.FENCE_UNKNOWN);
    assertThat(fence.orders).isEmpty();
    assertThat(seen).hasSize(1);
  }

  @Test
  void aPlanMayTakeSilenceAsFenced() {
    fence.hold = Hold.GONE;
    fencePrimary(plan(SamplePlan.step("made-up", "unreachable", "accept")), Side.HOME);
    assertThat(seen).extracting(one -> one.state().hold()).containsExactly(Hold.GONE);
  }

  @Test
  void aPlanWithoutAFenceFencesNothing() {
    fencePrimary(plan(), Side.HOME);
    assertThat(seen).isEmpty();
  }

  @Test
  void theStandbyHasAFenceOfItsOwn() {
    fencePrimary(plan(SamplePlan.step("made-up", "name", "home")), Side.STANDBY);
    assertThat(fence.orders).containsExactly("fence standby");
  }

  @Test
  void liftingGoesFromTheLastToTheFirst() {
    fence.hold = Hold.FENCED;
    lift(plan(SamplePlan.step("made-up", "name", "1"), SamplePlan.step("made-up", "name", "2")));
    assertThat(fence.orders).containsExactly("lift 2", "lift 1");
  }

  @Test
  void liftingTriesEveryStepEvenWhereOneFails() {
    fence.hold = Hold.FENCED;
    fence.broken = true;
    assertCode(
        () ->
            lift(
                plan(
                    SamplePlan.step("made-up", "name", "1"),
                    SamplePlan.step("made-up", "name", "2"))),
        FaultCode.FENCE_FAILED);
    assertThat(fence.orders).containsExactly("lift 2", "lift 1");
  }

  @Test
  void whereNobodyAnswersThereIsNothingToLift() {
    fence.hold = Hold.GONE;
    lift(plan(SamplePlan.step("made-up")));
    assertThat(fence.orders).isEmpty();
  }

  @Test
  void twoDriversOfOneKindFailAtConstruction() {
    assertThatThrownBy(() -> new FenceDrivers(List.of(fence, fence)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'made-up'");
  }

  private void fencePrimary(ProtectionPlan plan, Side side) {
    new FencePrimary(drivers).run(plan, side, "standby", TestStep.first(), seen::add);
  }

  private void lift(ProtectionPlan plan) {
    new LiftFence(drivers).run(plan, Side.HOME, TestStep.first(), seen::add);
  }

  private static ProtectionPlan plan(CheckPlan... home) {
    return SamplePlan.failover(
        ObserveRule.usual(Duration.ZERO, true),
        List.of(home),
        List.of(SamplePlan.step("made-up", "name", "standby")));
  }

  private static void assertCode(Runnable call, FaultCode code) {
    assertThatThrownBy(call::run)
        .isInstanceOfSatisfying(Fault.class, fault -> assertThat(fault.code()).isEqualTo(code));
  }
}
