package io.drillbook.usecase;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.effect.EffectScope;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ObserveRule;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.domain.plan.Side;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.cutover.FenceState.Hold;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.testbed.TestStep;
import io.drillbook.usecase.cutover.FencePrimary;
import io.drillbook.usecase.cutover.FenceSeen;
import io.drillbook.usecase.cutover.InspectFence;
import io.drillbook.usecase.cutover.LiftFence;
import io.drillbook.usecase.effect.EffectLedger;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FenceUseCasesTest {
  private final MadeUpFence fence = new MadeUpFence();
  private final FenceDrivers drivers = new FenceDrivers(List.of(fence));
  private final List<FenceSeen> seen = new ArrayList<>();
  private final Stores stores = new Stores();
  private final EffectLedger ledger =
      new EffectLedger(stores.effects, stores.record, Clock.systemUTC());

  @AfterEach
  void close() {
    stores.close();
  }

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
  void whereNobodyAnswersTheFenceIsNotLiftedAndThatIsSaid() {
    fence.hold = Hold.GONE;
    assertThatThrownBy(() -> lift(plan(SamplePlan.step("made-up"))))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.code()).isEqualTo(FaultCode.FENCE_FAILED);
              assertThat(fault.hint()).contains("Not lifted, unreachable: looked at");
            });
    assertThat(fence.orders).isEmpty();
  }

  @Test
  void whatSomebodyElseFencedIsNotTakenBack() {
    fence.hold = Hold.FENCED;
    fencePrimary(plan(SamplePlan.step("made-up")), Side.HOME);
    takeBack(plan(SamplePlan.step("made-up")), "visit-2");
    assertThat(fence.orders).isEmpty();
    assertThat(seen.get(1).state().detail()).startsWith("left as it is");
  }

  @Test
  void aSilentPlaceThatThisRunDidNotFenceIsNoTrouble() {
    fence.hold = Hold.GONE;
    fencePrimary(plan(SamplePlan.step("made-up", "unreachable", "accept")), Side.HOME);
    takeBack(plan(SamplePlan.step("made-up", "unreachable", "accept")), "visit-2");
    assertThat(fence.orders).isEmpty();
  }

  @Test
  void whatThisRunFencedIsTakenBackOnceAlsoWhereFencingFailedHalfWay() {
    fence.broken = true;
    ProtectionPlan plan = plan(SamplePlan.step("made-up"));
    assertCode(() -> fencePrimary(plan, Side.HOME), FaultCode.FENCE_FAILED);
    fence.broken = false;
    fence.hold = Hold.FENCED;
    takeBack(plan, "visit-2");
    assertThat(fence.orders).containsExactly("fence", "lift");
    fence.hold = Hold.FENCED;
    takeBack(plan, "visit-3");
    assertThat(fence.orders).as("closed by somebody else since").hasSize(2);
  }

  @Test
  void aFenceIsClosedOnceAndBothRowsAreWritten() {
    ProtectionPlan plan = plan(SamplePlan.step("made-up"));
    fencePrimary(plan, Side.HOME);
    assertThat(rows()).containsExactly("fence home 1 made-up visit-1 DONE");
    fencePrimary(plan, Side.HOME, "visit-1", 2);
    assertThat(fence.orders).containsExactly("fence");
  }

  @Test
  void aFenceThatIsFoundClosedAfterAKillIsNotClosedAgain() {
    kill("fence home 1 made-up");
    fence.hold = Hold.FENCED;
    fencePrimary(plan(SamplePlan.step("made-up")), Side.HOME, "visit-1", 2);
    assertThat(fence.orders).isEmpty();
    assertThat(rows()).containsExactly("fence home 1 made-up visit-1 DONE");
  }

  @Test
  void aFenceThatIsFoundOpenAfterAKillIsClosedAgain() {
    kill("fence home 1 made-up");
    fencePrimary(plan(SamplePlan.step("made-up")), Side.HOME, "visit-1", 2);
    assertThat(fence.orders).containsExactly("fence");
  }

  @Test
  void aFenceOfWhichNobodyCanTellAfterAKillIsForAPerson() {
    kill("fence home 1 made-up");
    fence.hold = Hold.UNKNOWN;
    ProtectionPlan plan = plan(SamplePlan.step("made-up"));
    assertCode(() -> fencePrimary(plan, Side.HOME, "visit-1", 2), FaultCode.EFFECT_UNKNOWN);
    assertThat(fence.orders).isEmpty();
    assertThat(rows()).containsExactly("fence home 1 made-up visit-1 UNKNOWN");
    fencePrimary(plan, Side.HOME, "visit-2", 3);
    assertThat(fence.orders).as("a person sent it here again").containsExactly("fence");
  }

  @Test
  void aFenceThatSomebodyOpensBehindTheLedgersBackIsNotReliedOn() {
    ProtectionPlan plan = plan(SamplePlan.step("made-up"));
    fencePrimary(plan, Side.HOME);
    fence.hold = Hold.OPEN;
    assertCode(() -> fencePrimary(plan, Side.HOME, "visit-1", 2), FaultCode.FENCE_FAILED);
    fencePrimary(plan, Side.HOME, "visit-2", 3);
    assertThat(fence.hold).isEqualTo(Hold.FENCED);
  }

  @Test
  void aPlaceThatFallsSilentWhileItIsFencedLeavesADoubt() {
    fence.silent = true;
    ProtectionPlan plan = plan(SamplePlan.step("made-up"));
    assertCode(() -> fencePrimary(plan, Side.HOME), FaultCode.FENCE_UNKNOWN);
    assertThat(rows()).containsExactly("fence home 1 made-up visit-1 UNKNOWN");
  }

  @Test
  void aLiftThatWasKilledIsLookedAtAndNotRepeatedWhereItTookEffect() {
    kill("lift home 1 made-up");
    fence.hold = Hold.OPEN;
    lift(plan(SamplePlan.step("made-up")), 2);
    assertThat(fence.orders).isEmpty();
    assertThat(rows()).containsExactly("lift home 1 made-up visit-1 DONE");
  }

  @Test
  void aLiftOfWhichNobodyCanTellAfterAKillIsForAPerson() {
    kill("lift home 1 made-up");
    fence.hold = Hold.UNKNOWN;
    assertCode(() -> lift(plan(SamplePlan.step("made-up")), 2), FaultCode.FENCE_FAILED);
    assertThat(fence.orders).isEmpty();
    assertThat(rows()).containsExactly("lift home 1 made-up visit-1 UNKNOWN");
  }

  @Test
  void aFenceThatStaysBeforeTheMoveIsKnownToHaveMovedNothing() {
    fence.hold = Hold.GONE;
    assertCode(() -> liftBeforeMove(1), FaultCode.CUTOVER_FAILED);
  }

  @Test
  void aFenceThatStaysAfterAKillWithinTheMoveSaysNothingOfTraffic() {
    kill("switch back 1 dns");
    fence.hold = Hold.GONE;
    assertCode(() -> liftBeforeMove(2), FaultCode.CUTOVER_UNKNOWN);
  }

  @Test
  void aFenceThatStaysWhenTheMoveComesBackFromAChecklistSaysNothingOfTraffic() {
    kill("switch back 1 dns");
    fence.hold = Hold.GONE;
    assertCode(() -> liftBeforeMove("visit-2", 1), FaultCode.CUTOVER_UNKNOWN);
  }

  private void liftBeforeMove(int attempt) {
    liftBeforeMove("visit-1", attempt);
  }

  private void liftBeforeMove(String visit, int attempt) {
    new LiftFence(drivers, ledger)
        .beforeMove(
            plan(SamplePlan.step("made-up")),
            Side.HOME,
            scope(visit),
            scope("visit-1"),
            step(attempt),
            seen::add);
  }

  @Test
  void aLastLookThatFailsNeverSaysThatTrafficDidNotMove() {
    ProtectionPlan plan = plan(SamplePlan.step("made-up"));
    for (RuntimeException trouble :
        List.of(
            new IllegalStateException("a defect"),
            new Fault(FaultCode.CUTOVER_FAILED, "unable to look: 'it'", "Look."))) {
      fence.blind = trouble;
      assertThatThrownBy(() -> new InspectFence(drivers).lookBack(plan, Side.HOME, seen::add))
          .isInstanceOfSatisfying(
              Fault.class,
              fault -> {
                assertThat(fault.code()).isEqualTo(FaultCode.CUTOVER_UNKNOWN);
                assertThat(fault).hasMessageContaining("after it has moved");
              });
    }
  }

  @Test
  void whatAPersonSaysIsOffIsBelievedUnlessItIsSeenToBeOpen() {
    ProtectionPlan plan = plan(SamplePlan.step("made-up"));
    InspectFence look = new InspectFence(drivers);
    for (Hold hold : List.of(Hold.GONE, Hold.UNKNOWN, Hold.FENCED)) {
      fence.hold = hold;
      look.requireNotOpen(plan, Side.HOME, seen::add);
    }
    fence.blind = new Fault(FaultCode.CREDENTIALS_REFUSED, "unable to log in: 'it'", "Look.");
    look.requireNotOpen(plan, Side.HOME, seen::add);
    fence.blind = null;
    fence.hold = Hold.OPEN;
    assertCode(() -> look.requireNotOpen(plan, Side.HOME, seen::add), FaultCode.FENCE_FAILED);
    assertThat(seen)
        .extracting(one -> one.state().hold())
        .containsExactly(Hold.GONE, Hold.UNKNOWN, Hold.FENCED, Hold.UNKNOWN, Hold.OPEN);
  }

  @Test
  void twoDriversOfOneKindFailAtConstruction() {
    assertThatThrownBy(() -> new FenceDrivers(List.of(fence, fence)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("'made-up'");
  }

  private void fencePrimary(ProtectionPlan plan, Side side) {
    fencePrimary(plan, side, "visit-1", 1);
  }

  private void fencePrimary(ProtectionPlan plan, Side side, String visit, int attempt) {
    new FencePrimary(drivers, ledger)
        .run(plan, side, "standby", scope(visit), step(attempt), seen::add);
  }

  private void lift(ProtectionPlan plan) {
    lift(plan, 1);
  }

  private void lift(ProtectionPlan plan, int attempt) {
    new LiftFence(drivers, ledger).run(plan, Side.HOME, scope("visit-1"), step(attempt), seen::add);
  }

  private void takeBack(ProtectionPlan plan, String visit) {
    new LiftFence(drivers, ledger).takeBack(plan, Side.HOME, scope(visit), step(1), seen::add);
  }

  /** A row without an end: what kill -9 leaves. */
  private void kill(String effect) {
    stores.effects.begin(scope("visit-1").ofVisit(effect), 1, Instant.EPOCH);
  }

  private List<String> rows() {
    return stores.effects.of(TestStep.first().runId()).stream()
        .map(row -> row.effect().name() + " " + row.state())
        .toList();
  }

  private static TestStep step(int attempt) {
    return new TestStep(TestStep.first().runId(), attempt, new Cancellation());
  }

  private static EffectScope scope(String visit) {
    return new EffectScope(TestStep.first().runId(), StepRef.of("step", "Fence"), visit);
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
