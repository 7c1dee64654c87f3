package io.drillbook.usecase.cutover;

import io.drillbook.domain.effect.EffectScope;
import io.drillbook.domain.effect.HandWork;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.cutover.CutoverState;
import io.drillbook.spi.cutover.CutoverState.Place;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.usecase.CutoverDrivers;
import io.drillbook.usecase.effect.EffectLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Moves the traffic of a system to its recovery target: every step of the plan, in order. */
public final class SwitchTraffic {
  private final CutoverDrivers drivers;
  private final OneMove move;
  private final RecordStore record;

  /**
   * A use case over these kinds of cutover, each of whose moves is an effect of this ledger.
   *
   * @param record tells which steps a person did by hand
   */
  public SwitchTraffic(CutoverDrivers drivers, EffectLedger ledger, RecordStore record) {
    this.drivers = drivers;
    this.move = new OneMove(ledger);
    this.record = record;
  }

  /**
   * How far traffic was moved.
   *
   * @param seen what was seen after each step, in the order of the plan
   * @param next what a person has to do before it goes on; empty where all of it is done
   */
  public record Moved(List<CutoverState> seen, Optional<HandWork> next) {
    public Moved {
      seen = List.copyOf(seen);
    }
  }

  /**
   * Moves traffic up to the next step that a person does; may be called again after that, and after
   * a crash: a step that took effect is not repeated.
   *
   * @param scope the same for every call that belongs to one moving of traffic
   * @throws Fault CUTOVER_FAILED where it is known that nothing moved, CUTOVER_UNKNOWN where that
   *     cannot be told or only some steps took effect
   */
  public Moved run(ProtectionPlan plan, EffectScope scope, StepContext context) {
    List<CheckPlan> steps = plan.recovery().cutover();
    List<CutoverState> moved = new ArrayList<>();
    for (CheckPlan step : steps) {
      context.progress("cutover " + step.kind(), moved.size(), steps.size());
      CutoverDriver driver = drivers.driver(step.kind());
      Optional<HandWork> byHand = byHand(driver, step, moved.size() + 1, scope);
      if (byHand.isPresent()) {
        return new Moved(moved, byHand);
      }
      String name = "switch over " + (moved.size() + 1) + " " + step.kind();
      try {
        moved.add(move.run(driver, step.settings(), Place.AFTER, scope.ofVisit(name), context));
      } catch (Fault e) {
        throw moved.isEmpty() ? e : halfWay(plan.system(), step.kind(), moved, e);
      }
    }
    return new Moved(moved, Optional.empty());
  }

  /** What a person has to do at this step; empty where it is done, or no person's work. */
  private Optional<HandWork> byHand(
      CutoverDriver driver, CheckPlan step, int part, EffectScope scope) {
    if (!driver.byHand()) {
      return Optional.empty();
    }
    return Optional.of(new HandWork(scope.visit(), part, driver.checklist(step.settings())))
        .filter(work -> !work.isWorked(record.entries(scope.runId())));
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
