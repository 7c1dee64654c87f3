package io.drillbook.usecase.cutover;

import io.drillbook.domain.effect.EffectScope;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.step.StepContext;
import io.drillbook.usecase.CutoverDrivers;
import io.drillbook.usecase.effect.EffectLedger;
import java.util.ArrayList;
import java.util.List;

/** Moves the traffic of a system to its recovery target: every step of the plan, in order. */
public final class SwitchTraffic {
  private final CutoverDrivers drivers;
  private final OneMove move;

  /** A use case over these kinds of cutover, each of whose moves is an effect of this ledger. */
  public SwitchTraffic(CutoverDrivers drivers, EffectLedger ledger) {
    this.drivers = drivers;
    this.move = new OneMove(ledger);
  }

  /**
   * Moves traffic; may be called again after a crash, a step that took effect is not repeated.
   *
   * @return what was seen after each step
   * @throws Fault CUTOVER_FAILED where it is known that nothing moved, CUTOVER_UNKNOWN where that
   *     cannot be told or only some steps took effect
   */
  public List<CutoverState> run(ProtectionPlan plan, EffectScope scope, StepContext context) {
    List<CheckPlan> steps = plan.recovery().cutover();
    List<CutoverState> moved = new ArrayList<>();
    for (CheckPlan step : steps) {
      context.progress("cutover " + step.kind(), moved.size(), steps.size());
      String name = "switch over " + (moved.size() + 1) + " " + step.kind();
      try {
        moved.add(
            move.run(
                drivers.driver(step.kind()),
                step.settings(),
                Place.AFTER,
                scope.ofVisit(name),
                context));
      } catch (Fault e) {
        throw moved.isEmpty() ? e : halfWay(plan.system(), step.kind(), moved, e);
      }
    }
    return List.copyOf(moved);
  }

  private static Fault halfWay(String system, String kind, List<CutoverState> moved, Fault cause) {
    if (cause.code() == FaultCode.CANCELLED) {
      return cause;
    }
    return new Fault(
        FaultCode.CUTOVER_UNKNOWN,
        "unable to move all traffic of the system: '" + system + "'",
        moved.size()
            + " steps before it took effect, '"
            + kind
            + "' did not: "
            + cause.getMessage()
            + " "
            + cause.hint(),
        cause);
  }
}
