package io.drillbook.usecase.effect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.effect.Effect;
import io.drillbook.domain.effect.EffectScope;
import io.drillbook.domain.effect.EffectState;
import io.drillbook.domain.effect.EffectWords;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.testbed.TestStep;
import io.drillbook.usecase.Stores;
import io.drillbook.usecase.effect.Seen.Presence;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EffectLedgerTest {
  private static final Seen THERE = new Seen(Presence.THERE, "it stands");
  private static final Seen MISSING = new Seen(Presence.MISSING, "no trace");

  private final Stores stores = new Stores();
  private final EffectLedger ledger =
      new EffectLedger(stores.effects, stores.record, Clock.systemUTC());
  private final List<String> done = new ArrayList<>();

  @AfterEach
  void close() {
    stores.close();
  }

  @Test
  void anEffectIsBroughtAboutAndBothRowsStandOnTheRecord() {
    assertThat(once(1, "v1", Seen.nobodyToAsk())).isEqualTo("ok");
    assertThat(done).containsExactly("run-1/provision/standby");
    assertThat(state()).isEqualTo(EffectState.DONE);
    assertThat(recorded()).containsExactly("effect-begun", "effect-done");
  }

  @Test
  void whatIsDoneIsNotRepeatedButTold() {
    once(1, "v1", Seen.nobodyToAsk());
    assertThat(once(2, "v1", MISSING)).isEqualTo("ok");
    assertThat(once(3, "v2", MISSING)).isEqualTo("ok");
    assertThat(done).hasSize(1);
  }

  @Test
  void anInterruptedEffectThatIsThereIsNotRepeated() {
    crash();
    once(2, "v1", THERE);
    assertThat(done).isEmpty();
    assertThat(state()).isEqualTo(EffectState.DONE);
  }

  @Test
  void anInterruptedEffectThatIsNotThereIsRepeated() {
    crash();
    once(2, "v1", MISSING);
    assertThat(done).hasSize(1);
  }

  @Test
  void anInterruptedEffectOfWhichNobodyCanTellAsksAPerson() {
    crash();
    assertUnknown(2, "v1");
    assertUnknown(3, "v1");
    assertThat(done).isEmpty();
    assertThat(state()).isEqualTo(EffectState.UNKNOWN);
    assertThat(recorded()).contains("effect-unknown");
  }

  @Test
  void aPersonWhoSendsTheRunHereAgainHasItDoneAgain() {
    crash();
    assertUnknown(2, "v1");
    once(3, "v2", Seen.nobodyToAsk());
    assertThat(done).hasSize(1);
  }

  @Test
  void aPersonWhoSaysThatItIsThereIsBelieved() {
    crash();
    assertUnknown(2, "v1");
    says("there");
    once(3, "v2", Seen.nobodyToAsk());
    assertThat(done).isEmpty();
    assertThat(state()).isEqualTo(EffectState.DONE);
  }

  @Test
  void aPersonWhoSaysThatItIsNotThereIsBelievedMoreThanAnyPage() {
    crash();
    assertUnknown(2, "v1");
    says("again");
    once(3, "v2", THERE);
    assertThat(done).hasSize(1);
  }

  @Test
  void whatAPersonSaidBeforeBeingAskedIsNoAnswer() {
    says("there");
    crash();
    assertUnknown(2, "v1");
    once(3, "v2", Seen.nobodyToAsk());
    assertThat(done).hasSize(1);
  }

  private void says(String answer) {
    stores.record.appendNow(
        "run-1",
        Entries.fact(
            Instant.EPOCH,
            StepRef.of("decide", "Decide"),
            "olga",
            EffectWords.ANSWERED,
            Map.of("answer", answer)));
  }

  @Test
  void anEffectThatFailedMayBeTriedAgain() {
    assertThatThrownBy(() -> failing(FaultCode.COMMAND_FAILED)).isInstanceOf(Fault.class);
    assertThat(state()).isEqualTo(EffectState.FAILED);
    once(2, "v1", Seen.nobodyToAsk());
    assertThat(done).hasSize(1);
  }

  @Test
  void aStepThatIsCancelledHalfWayLeavesWhatACrashLeaves() {
    assertThatThrownBy(() -> failing(FaultCode.CANCELLED)).isInstanceOf(Fault.class);
    assertUnknown(2, "v1");
  }

  @Test
  void aDefectHalfWayLeavesWhatACrashLeaves() {
    assertThatThrownBy(
            () ->
                ledger.once(
                    effect("v1"),
                    step(1),
                    Seen::nobodyToAsk,
                    it -> {
                      throw new IllegalStateException("a defect");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertUnknown(2, "v1");
  }

  @Test
  void anAttemptThatWasTakenOverDoesNothing() {
    stores.effects.begin(effect("v1"), 5, Instant.EPOCH);
    assertThatThrownBy(() -> once(4, "v1", MISSING))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.code()).isEqualTo(FaultCode.CANCELLED));
    assertThat(done).isEmpty();
  }

  private void crash() {
    stores.effects.begin(effect("v1"), 1, Instant.EPOCH);
  }

  private String once(int attempt, String visit, Seen reality) {
    return ledger.once(effect(visit), step(attempt), () -> reality, this::act);
  }

  private String act(io.drillbook.spi.step.StepContext context) {
    done.add(context.effectKey().orElseThrow());
    return "ok";
  }

  private void failing(FaultCode code) {
    ledger.once(
        effect("v1"),
        step(1),
        Seen::nobodyToAsk,
        it -> {
          throw new Fault(code, "unable to do it: 'x'", "Look.");
        });
  }

  private void assertUnknown(int attempt, String visit) {
    assertThatThrownBy(() -> once(attempt, visit, Seen.nobodyToAsk()))
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> {
              assertThat(fault.code()).isEqualTo(FaultCode.EFFECT_UNKNOWN);
              assertThat(fault.hint()).contains("run-1/provision/standby");
            });
  }

  private EffectState state() {
    return stores.effects.find(effect("v1")).orElseThrow().state();
  }

  private List<String> recorded() {
    return stores.record.entries("run-1").stream().map(line -> line.entry().outcome()).toList();
  }

  private static Effect effect(String visit) {
    return new EffectScope("run-1", StepRef.of("provision", "Provision"), visit).ofRun("standby");
  }

  private static TestStep step(int attempt) {
    return new TestStep("run-1", attempt, new Cancellation());
  }
}
