package io.drillbook.usecase.cutover;

import io.drillbook.domain.effect.Effect;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.plan.Side;
import io.drillbook.spi.cutover.FenceDriver;
import io.drillbook.spi.cutover.FenceState;
import io.drillbook.spi.cutover.FenceState.Hold;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.effect.EffectLedger;
import io.drillbook.usecase.effect.Seen;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/** One step of a fence, closed or lifted as an effect that is brought about once. */
final class OneFence {
  private final EffectLedger ledger;

  OneFence(EffectLedger ledger) {
    this.ledger = ledger;
  }

  /** The name of the effect of closing a step of that side. */
  static String closes(Side side, int number, String kind) {
    return "fence " + side.id() + " " + number + " " + kind;
  }

  /** The name of the effect of lifting it. */
  static String lifts(Side side, int number, String kind) {
    return "lift " + side.id() + " " + number + " " + kind;
  }

  FenceState close(
      FenceDriver driver,
      Settings settings,
      List<Settings> spared,
      Effect effect,
      StepContext context) {
    FenceState before = driver.inspect(settings);
    boolean open = before.hold() == Hold.OPEN || before.hold() == Hold.UNKNOWN;
    if (!open && !ledger.isInDoubt(effect)) {
      return before;
    }
    AtomicReference<FenceState> state = new AtomicReference<>();
    try {
      ledger.once(
          effect,
          context,
          () -> Seen.of(driver.inspect(settings), Hold.FENCED),
          step -> {
            state.set(driver.fence(settings, spared, step));
            return requireAnswer(effect, state.get());
          });
    } catch (Fault e) {
      if (state.get() == null || state.get().hold() != Hold.GONE) {
        throw e;
      }
    }
    return state.get() == null ? lookAgain(driver, settings, effect) : state.get();
  }

  FenceState lift(FenceDriver driver, Settings settings, Effect effect, StepContext context) {
    AtomicReference<FenceState> state = new AtomicReference<>();
    ledger.once(
        effect,
        context,
        () -> Seen.of(driver.inspect(settings), Hold.OPEN),
        step -> {
          state.set(driver.lift(settings, step));
          return state.get().detail();
        });
    return state.get() == null ? driver.inspect(settings) : state.get();
  }

  /** Nobody answered any more: what was ordered just before may hold or not. */
  private static String requireAnswer(Effect effect, FenceState state) {
    if (state.hold() == Hold.GONE) {
      throw new Fault(
          FaultCode.FENCE_UNKNOWN,
          "unable to tell whether the fence holds: '" + effect.name() + "'",
          state.detail());
    }
    return state.detail();
  }

  /** The ledger says that it was closed: whether it still is, only the place itself says. */
  private static FenceState lookAgain(FenceDriver driver, Settings settings, Effect effect) {
    FenceState now = driver.inspect(settings);
    if (now.hold() == Hold.OPEN) {
      throw new Fault(
          FaultCode.FENCE_FAILED,
          "unable to rely on the fence, somebody opened it again: '" + effect.name() + "'",
          now.detail() + ". Look who did; 'fence again' closes it once more.");
    }
    return now;
  }
}
