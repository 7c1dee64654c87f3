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

/** Sends traffic home again: the steps of the cutover from the last to the first. */
public final class SwitchBack {
  private final CutoverDrivers drivers;
  private final OneMove move;

  /** A use case over these kinds of cutover, each of whose moves is an effect of this ledger. */
  public SwitchBack(CutoverDrivers drivers, EffectLedger ledger) {
    this.drivers = drivers;
    this.move = new OneMove(ledger);
  }

  /**
   * Sends traffic back; every step is tried even where another one failed, because each that
   * succeeds brings users back.
   *
   * @return what was seen after each step, last step of the plan first
   * @throws Fault CUTOVER_FAILED where it is known that nothing moved, else CUTOVER_UNKNOWN
   */
  public List<CutoverState> run(ProtectionPlan plan, EffectScope scope, StepContext context) {
    List<CutoverState> moved = new ArrayList<>();
    List<Fault> failed = new ArrayList<>();
    List<CheckPlan> steps = plan.recovery().cutover();
    for (int i = steps.size() - 1; i >= 0; i--) {
      context.cancellation().check();
      try {
        CheckPlan step = steps.get(i);
        moved.add(
            move.run(
                drivers.driver(step.kind()),
                step.settings(),
                Place.BEFORE,
                scope.ofVisit("switch back " + (i + 1) + " " + step.kind()),
                context));
      } catch (Fault e) {
        failed.add(e);
      }
    }
    if (failed.isEmpty()) {
      return List.copyOf(moved);
    }
    throw steps.size() == 1 ? failed.get(0) : halfWay(plan.system(), moved, failed);
  }

  private static Fault halfWay(String system, List<CutoverState> moved, List<Fault> failed) {
    boolean noneMoved =
        moved.isEmpty()
            && failed.stream().allMatch(fault -> fault.code() == FaultCode.CUTOVER_FAILED);
    return new Fault(
        noneMoved ? FaultCode.CUTOVER_FAILED : FaultCode.CUTOVER_UNKNOWN,
        "unable to send all traffic back of the system: '" + system + "'",
        moved.size()
            + " steps went back, "
            + failed.size()
            + " did not: "
            + String.join(" | ", failed.stream().map(Fault::getMessage).toList()),
        failed.get(0));
  }
}
