package io.drillbook.usecase.cutover;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.domain.plan.Side;
import io.drillbook.spi.cutover.FenceDriver;
import io.drillbook.spi.cutover.FenceState;
import io.drillbook.spi.cutover.FenceState.Hold;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.FenceDrivers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Lets a side accept writes again: the steps of its fence from the last to the first. */
public final class LiftFence {
  private final FenceDrivers drivers;

  /** A use case over these kinds of fence. */
  public LiftFence(FenceDrivers drivers) {
    this.drivers = drivers;
  }

  /**
   * Lifts; every step is tried even where another one failed.
   *
   * @param seen told of each step at once
   * @throws Fault FENCE_FAILED where a fence still holds; a place that does not answer is no
   *     reason, there is nothing to lift
   */
  public void run(ProtectionPlan plan, Side side, StepContext context, Consumer<FenceSeen> seen) {
    List<CheckPlan> steps = side.fences(plan);
    List<Fault> failed = new ArrayList<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      context.cancellation().check();
      CheckPlan step = steps.get(i);
      FenceDriver driver = drivers.driver(step.kind());
      try {
        FenceState state = driver.inspect(step.settings());
        if (state.hold() != Hold.GONE) {
          state = driver.lift(step.settings(), context);
        }
        seen.accept(new FenceSeen(step.kind(), state));
      } catch (Fault e) {
        failed.add(e);
      }
    }
    if (!failed.isEmpty()) {
      throw new Fault(
          FaultCode.FENCE_FAILED,
          "unable to lift every fence of the " + side.id() + ": '" + plan.system() + "'",
          String.join(
              " | ",
              failed.stream().map(fault -> fault.getMessage() + " " + fault.hint()).toList()),
          failed.get(0));
    }
  }
}
