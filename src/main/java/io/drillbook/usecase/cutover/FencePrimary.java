package io.drillbook.usecase.cutover;

import io.drillbook.domain.effect.EffectScope;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.plan.Side;
import io.drillbook.spi.cutover.FenceSettings;
import io.drillbook.spi.cutover.FenceState;
import io.drillbook.spi.cutover.FenceState.Hold;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.FenceDrivers;
import io.drillbook.usecase.effect.EffectLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * Makes the side that traffic leaves unable to accept writes: every step of the plan, in order.
 * Nothing is done twice: what holds already is only looked at.
 */
public final class FencePrimary {
  private final FenceDrivers drivers;
  private final OneFence one;

  /** A use case over these kinds of fence, each of whose steps is an effect of this ledger. */
  public FencePrimary(FenceDrivers drivers, EffectLedger ledger) {
    this.drivers = drivers;
    this.one = new OneFence(ledger);
  }

  /**
   * Fences and proves it.
   *
   * @param side the side that traffic leaves
   * @param standby the target that the standby is
   * @param seen told of each step at once, so that a later failure does not hide it
   * @throws Fault NOT_ALLOWED, FENCE_FAILED; FENCE_UNKNOWN where a place does not answer and the
   *     plan does not say that this is enough; EFFECT_UNKNOWN where an attempt was interrupted and
   *     nobody can tell how far it came
   */
  public void run(
      ProtectionPlan plan,
      Side side,
      String standby,
      EffectScope scope,
      StepContext context,
      Consumer<FenceSeen> seen) {
    List<Settings> spared = List.copyOf(side.other().places(plan, standby));
    List<String> silent = new ArrayList<>();
    List<CheckPlan> steps = side.fences(plan);
    for (int i = 0; i < steps.size(); i++) {
      context.cancellation().check();
      CheckPlan step = steps.get(i);
      FenceState state =
          one.close(
              drivers.driver(step.kind()),
              step.settings(),
              spared,
              scope.ofVisit(OneFence.closes(side, i + 1, step.kind())),
              context);
      seen.accept(new FenceSeen(step.kind(), state));
      if (state.hold() != Hold.FENCED && !accepted(step, state)) {
        silent.add(step.kind() + ": " + state.detail());
      }
    }
    if (!silent.isEmpty()) {
      throw new Fault(
          FaultCode.FENCE_UNKNOWN,
          "unable to tell whether the "
              + side.id()
              + " still accepts writes: '"
              + plan.system()
              + "'",
          "Nobody answers there, which may only mean out of reach from here: "
              + String.join(" | ", silent)
              + ". Look whether it is off; 'unreachable: accept' in the plan takes silence as yes.");
    }
  }

  private static boolean accepted(CheckPlan step, FenceState state) {
    return state.hold() == Hold.GONE && FenceSettings.acceptsSilence(step.settings());
  }
}
