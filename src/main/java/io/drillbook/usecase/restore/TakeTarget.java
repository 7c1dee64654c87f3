package io.drillbook.usecase.restore;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.DrillPlan;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.store.TargetStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a target to one run at a time, from its begin to its end: of two restores side by side, one
 * would fail in its middle. Drills, restores and the way home are refused while another run has the
 * target; a real recovery never is, and takes it.
 */
public final class TakeTarget {
  /** Outcome of the line that says that another run restores into the same target. */
  public static final String IN_USE = "TARGET IS IN USE";

  private static final StepRef STEP = StepRef.wholeRun("Target at the start");

  private final TargetStore targets;
  private final Clock clock;

  /** A use case over who has which target. */
  public TakeTarget(TargetStore targets, Clock clock) {
    this.targets = targets;
    this.clock = clock;
  }

  /**
   * Takes it for a run that begins, in the caller's transaction. Nothing for a run that restores
   * nothing.
   *
   * @return lines for the run's record
   * @throws Fault TARGET_IN_USE naming the other run
   */
  public List<EntryDraft> begin(Run run, Optional<String> target) {
    return switch (run.kind()) {
      case INCIDENT -> target.map(it -> anyway(run, it)).orElse(List.of());
      case RESTORE, DRILL, FAILBACK -> {
        target.ifPresent(it -> orRefuse(run, it));
        yield List.of();
      }
      case BACKUP, CHECK, EXPIRY, ROTATION, READINESS -> List.of();
    };
  }

  private void orRefuse(Run run, String target) {
    targets
        .take(run.system(), target, run.id(), clock.instant())
        .ifPresent(
            other -> {
              throw new Fault(
                  FaultCode.TARGET_IN_USE,
                  "unable to start a "
                      + run.kind().id()
                      + " into a target that another run has: '"
                      + target
                      + "'",
                  "'" + other + "' restores into it; wait for its end, or abort it first.");
            });
  }

  /**
   * Takes it for a run that goes on, such as an incident whose target was chosen on the way: for a
   * refusal it is too late.
   *
   * @return lines for the run's record
   */
  public List<EntryDraft> anyway(Run run, String target) {
    return targets.seize(run.system(), target, run.id(), clock.instant()).stream()
        .map(
            other ->
                Entries.fact(
                    clock.instant(),
                    STEP,
                    run.startedBy(),
                    IN_USE,
                    Map.of("target", target, "by", other)))
        .toList();
  }

  /** Whether an open run has the target of a plan's drill. */
  public boolean isHeld(ProtectionPlan plan, String drill) {
    return Optional.ofNullable(plan.drills().get(drill))
        .map(DrillPlan::target)
        .flatMap(target -> targets.holder(plan.system(), target))
        .isPresent();
  }
}
