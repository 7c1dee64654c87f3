package io.drillbook.usecase.restore;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.GoalText;
import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.TargetPlan;
import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Runbooks;
import io.drillbook.usecase.RunIds;
import io.drillbook.usecase.restore.SelectRecoveryPoint.Choice;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Starts the restore runbook of a system into one of its targets. */
public final class StartRestore {
  private final Plans plans;
  private final SelectRecoveryPoint select;
  private final ReplayedSources replayed;
  private final Runbooks runbooks;
  private final RunIds ids;
  private final Clock clock;

  /** A use case over these ports. */
  public StartRestore(
      Plans plans,
      SelectRecoveryPoint select,
      ReplayedSources replayed,
      Runbooks runbooks,
      RunIds ids,
      Clock clock) {
    this.plans = plans;
    this.select = select;
    this.replayed = replayed;
    this.runbooks = runbooks;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What shall be restored, and where to.
   *
   * @param point its id; empty where the goal chooses: the newest from before it
   * @param source only this source, or every one
   * @param until how far the logs of changes are replayed, as {@link GoalText} reads it, in the
   *     plan's zone
   * @param without why it goes on without sources that the point lacks
   */
  public record Wish(
      String system,
      Optional<String> point,
      String target,
      Optional<String> source,
      Optional<String> until,
      Optional<String> without) {}

  /**
   * Starts it.
   *
   * @return the run's id
   * @throws Fault INPUT_INVALID, POINT_UNKNOWN, TARGET_IS_PRODUCTION, NOT_ALLOWED
   */
  public String start(Wish wish, String actor) {
    return start(wish, Optional.empty(), actor);
  }

  /**
   * Starts it.
   *
   * @param override why it shall begin although the plan is not ready
   * @return the run's id
   * @throws Fault as above
   */
  public String start(Wish wish, Optional<String> override, String actor) {
    ProtectionPlan plan = plans.plan(wish.system());
    TargetPlan target = plan.target(wish.target());
    refuseProduction(target);
    wish.source().ifPresent(source -> refuseElsewhere(plan.source(source).name(), target));
    Set<String> wanted = wish.source().map(Set::of).orElseGet(plan.sources()::keySet);
    Optional<RecoveryGoal> goal =
        wish.until().map(text -> GoalText.read(text, plan.zone(), clock.instant()));
    goal.ifPresent(it -> refuseGoal(plan, it, wanted));
    if (goal.isEmpty() && wish.point().isEmpty()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to start without the value of: 'point'",
          "Name a recovery point, or how far to recover.");
    }
    Choice chosen =
        select.select(new SelectRecoveryPoint.Wish(plan, wish.point(), goal, wanted, true));
    refuseLack(wish, chosen);
    String runId = ids.next(RunKind.RESTORE);
    Map<String, String> values = values(plan, target, chosen, goal, wish);
    override.ifPresent(reason -> values.put("overrideReason", reason));
    runbooks.start("restore-system", runId, values, actor);
    return runId;
  }

  private static Map<String, String> values(
      ProtectionPlan plan,
      TargetPlan target,
      Choice chosen,
      Optional<RecoveryGoal> goal,
      Wish wish) {
    Map<String, String> values = new TreeMap<>();
    values.put("system", plan.system());
    values.put("target", target.name());
    values.put("point", chosen.point().point());
    goal.ifPresent(it -> values.put("until", it.text()));
    wish.without().ifPresent(reason -> values.put("withoutReason", reason));
    wish.source().ifPresent(source -> values.put("source", source));
    return values;
  }

  /** Silently less than all would be found out by whoever relies on it. */
  private static void refuseLack(Wish wish, Choice chosen) {
    if (!chosen.lacks().isEmpty() && wish.without().isEmpty()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to restore from a recovery point that lacks '"
              + String.join(", ", chosen.lacks())
              + "': '"
              + chosen.point().point()
              + "'",
          "Take another point, or name one source that it holds ("
              + chosen.point().dataTimes().keySet()
              + "), or say why it goes on without ('--without-missing REASON').");
    }
  }

  private static void refuseProduction(TargetPlan target) {
    if (target.production()) {
      throw new Fault(
          FaultCode.TARGET_IS_PRODUCTION,
          "unable to restore over production: '" + target.name() + "'",
          "Restore into another target, or declare an incident: it asks for the approval.");
    }
  }

  private static void refuseElsewhere(String source, TargetPlan target) {
    if (!target.sources().containsKey(source)) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to restore the source into '" + target.name() + "': '" + source + "'",
          "The target has a place for " + target.sources().keySet() + " only.");
    }
  }

  private void refuseGoal(ProtectionPlan plan, RecoveryGoal goal, Collection<String> wanted) {
    if (replayed.among(plan, wanted).isEmpty()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to restore '" + plan.system() + "' up to an instant: '" + goal.text() + "'",
          "None of " + wanted + " keeps a log of changes; choose a recovery point without it.");
    }
  }
}
