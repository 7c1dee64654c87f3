package io.drillbook.usecase.cutover;

import io.drillbook.domain.effect.EffectRow;
import io.drillbook.domain.effect.EffectScope;
import io.drillbook.domain.effect.EffectState;
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
import io.drillbook.usecase.effect.EffectLedger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Lets a side accept writes again: the steps of its fence from the last to the first. */
public final class LiftFence {
  /** What the effects of moving traffic, there and back, begin with. */
  private static final String MOVES = "switch ";

  private final FenceDrivers drivers;
  private final EffectLedger ledger;
  private final OneFence one;

  /** A use case over these kinds of fence, each of whose steps is an effect of this ledger. */
  public LiftFence(FenceDrivers drivers, EffectLedger ledger) {
    this.drivers = drivers;
    this.ledger = ledger;
    this.one = new OneFence(ledger);
  }

  /**
   * Lifts whatever of the fence holds, whichever run closed it: traffic is to go there. Every step
   * is tried even where another one failed.
   *
   * @param seen told of each step at once
   * @throws Fault FENCE_FAILED where a fence still holds, or where a place does not answer: a fence
   *     survives a restart, and would hold when the place is back
   */
  public void run(
      ProtectionPlan plan,
      Side side,
      EffectScope scope,
      StepContext context,
      Consumer<FenceSeen> seen) {
    lift(plan, side, scope, context, seen, false);
  }

  /**
   * Lifts as {@link #run} does, as the first part of a move: a side that refuses writes gets no
   * traffic.
   *
   * @param scope where the fences are lifted
   * @param move where traffic is moved: its rows tell whether any of it has moved
   * @throws Fault CUTOVER_FAILED where a fence stays and no step of the move has begun, so that
   *     traffic goes where it went; CUTOVER_UNKNOWN where an earlier attempt began to move
   */
  public void beforeMove(
      ProtectionPlan plan,
      Side side,
      EffectScope scope,
      EffectScope move,
      StepContext context,
      Consumer<FenceSeen> seen) {
    try {
      run(plan, side, scope, context, seen);
    } catch (Fault e) {
      if (e.code() != FaultCode.FENCE_FAILED) {
        throw e;
      }
      throw new Fault(
          hasBegunToMove(move) ? FaultCode.CUTOVER_UNKNOWN : FaultCode.CUTOVER_FAILED,
          "unable to move traffic to the "
              + side.id()
              + ", which is fenced: '"
              + plan.system()
              + "'",
          e.getMessage() + " " + e.hint(),
          e);
    }
  }

  private boolean hasBegunToMove(EffectScope move) {
    return ledger.of(move.runId()).stream()
        .map(EffectRow::effect)
        .filter(effect -> effect.visit().equals(move.visit()))
        .anyMatch(effect -> effect.name().startsWith(MOVES));
  }

  /**
   * Takes back what this run closed, or may have closed, and leaves alone what it did not: somebody
   * else's fence has a reason that this run does not know.
   *
   * @param seen told of each step at once, those that were left alone too
   * @throws Fault FENCE_FAILED as for {@link #run}
   */
  public void takeBack(
      ProtectionPlan plan,
      Side side,
      EffectScope scope,
      StepContext context,
      Consumer<FenceSeen> seen) {
    lift(plan, side, scope, context, seen, true);
  }

  private void lift(
      ProtectionPlan plan,
      Side side,
      EffectScope scope,
      StepContext context,
      Consumer<FenceSeen> seen,
      boolean ownOnly) {
    List<CheckPlan> steps = side.fences(plan);
    List<Fault> failed = new ArrayList<>();
    for (int i = steps.size() - 1; i >= 0; i--) {
      context.cancellation().check();
      CheckPlan step = steps.get(i);
      try {
        FenceState state =
            ownOnly && !isOwn(scope.runId(), side, i + 1, step.kind())
                ? leave(step)
                : lift(step, side, i + 1, scope, context);
        seen.accept(new FenceSeen(step.kind(), state));
      } catch (Fault e) {
        failed.add(e);
      }
    }
    if (!failed.isEmpty()) {
      throw failed(plan, side, failed);
    }
  }

  private FenceState lift(
      CheckPlan step, Side side, int number, EffectScope scope, StepContext context) {
    FenceDriver driver = drivers.driver(step.kind());
    FenceState before = driver.inspect(step.settings());
    if (before.hold() == Hold.GONE) {
      throw new Fault(
          FaultCode.FENCE_FAILED,
          "unable to lift a fence where nobody answers: '" + side.id() + " " + step.kind() + "'",
          "Not lifted, unreachable: "
              + before.detail()
              + ". The fence would hold when it is back; lift again then, or by hand.");
    }
    return one.lift(
        driver, step.settings(), scope.ofVisit(OneFence.lifts(side, number, step.kind())), context);
  }

  private FenceState leave(CheckPlan step) {
    FenceState found = drivers.driver(step.kind()).inspect(step.settings());
    return new FenceState(found.hold(), "left as it is, not closed by this run: " + found.detail());
  }

  /** By the ledger: closed, half closed or being closed, and not lifted since. */
  private boolean isOwn(String runId, Side side, int number, String kind) {
    boolean own = false;
    for (EffectRow row : ledger.of(runId)) {
      String name = row.effect().name() + " ";
      if (name.startsWith(OneFence.closes(side, number, kind) + " ")) {
        own = true;
      } else if (name.startsWith(OneFence.lifts(side, number, kind) + " ")) {
        own &= row.state() != EffectState.DONE;
      }
    }
    return own;
  }

  private static Fault failed(ProtectionPlan plan, Side side, List<Fault> failed) {
    return new Fault(
        FaultCode.FENCE_FAILED,
        "unable to lift every fence of the " + side.id() + ": '" + plan.system() + "'",
        String.join(
            " | ", failed.stream().map(fault -> fault.getMessage() + " " + fault.hint()).toList()),
        failed.get(0));
  }
}
