package io.drillbook.usecase.cutover;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.domain.plan.Side;
import io.drillbook.spi.cutover.FenceState;
import io.drillbook.spi.cutover.FenceState.Hold;
import io.drillbook.usecase.FenceDrivers;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Asks every fence of one side whether it holds, changing nothing. */
public final class InspectFence {
  private final FenceDrivers drivers;

  /** A use case over these kinds of fence. */
  public InspectFence(FenceDrivers drivers) {
    this.drivers = drivers;
  }

  /** What each step of the plan's fence shows; empty where the plan has none. */
  public List<FenceSeen> run(ProtectionPlan plan, Side side) {
    List<FenceSeen> seen = new ArrayList<>();
    for (CheckPlan step : side.fences(plan)) {
      seen.add(new FenceSeen(step.kind(), drivers.driver(step.kind()).inspect(step.settings())));
    }
    return List.copyOf(seen);
  }

  /**
   * The last look after traffic has moved: nothing that goes wrong in it may say that it has not.
   *
   * @param left the side that traffic left
   * @param seen told of each step
   * @throws Fault CUTOVER_UNKNOWN where the look fails: a person decides, knowing that traffic
   *     moved
   */
  public void lookBack(ProtectionPlan plan, Side left, Consumer<FenceSeen> seen) {
    try {
      run(plan, left).forEach(seen);
    } catch (RuntimeException e) {
      throw new Fault(
          FaultCode.CUTOVER_UNKNOWN,
          "unable to look at the side that traffic left, after it has moved: '"
              + plan.system()
              + "'",
          "Every step of the cutover took effect. Look whether the "
              + left.id()
              + " accepts writes, then say where traffic goes. Seen: "
              + (e instanceof Fault ? e.getMessage() : "a defect; the server's log holds more"),
          e);
    }
  }

  /**
   * Looks whether a side that a person says is off accepts writes; what does not answer, or does
   * not tell, is believed to be off.
   *
   * @param seen told of each step at once
   * @throws Fault FENCE_FAILED where a step is seen to be open
   */
  public void requireNotOpen(ProtectionPlan plan, Side side, Consumer<FenceSeen> seen) {
    List<String> open = new ArrayList<>();
    for (CheckPlan step : side.fences(plan)) {
      FenceState state = look(step);
      seen.accept(new FenceSeen(step.kind(), state));
      if (state.hold() == Hold.OPEN) {
        open.add(step.kind() + ": " + state.detail());
      }
    }
    if (!open.isEmpty()) {
      throw new Fault(
          FaultCode.FENCE_FAILED,
          "unable to take the "
              + side.id()
              + " for off, it accepts writes: '"
              + plan.system()
              + "'",
          "Seen just now: "
              + String.join(" | ", open)
              + ". Switch it off, or have it fenced again.");
    }
  }

  private FenceState look(CheckPlan step) {
    try {
      return drivers.driver(step.kind()).inspect(step.settings());
    } catch (Fault e) {
      return new FenceState(Hold.UNKNOWN, e.getMessage());
    }
  }

  /** In a line, what of a side accepts writes; empty where nothing is known to. */
  public String open(ProtectionPlan plan, Side side) {
    return run(plan, side).stream()
        .filter(seen -> seen.state().hold() == Hold.OPEN)
        .map(seen -> seen.kind() + ": " + seen.state().detail())
        .collect(Collectors.joining("; "));
  }
}
