package io.drillbook.engine.guard;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.GoalText;
import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.guard.OpenTasks.OpenTask;
import io.drillbook.engine.runbook.GoalVariables;
import io.drillbook.engine.runbook.RestoredSources;
import io.drillbook.engine.runbook.Variables;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.restore.SelectRecoveryPoint;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * Checks how far somebody wants to recover while the form is still open: a time before the recovery
 * point would be found out after the target was provisioned.
 */
public final class GoalCheck {
  private final Plans plans;
  private final SelectRecoveryPoint select;
  private final Clock clock;

  /** A check against these plans and recovery points. */
  public GoalCheck(Plans plans, SelectRecoveryPoint select, Clock clock) {
    this.plans = plans;
    this.select = select;
    this.clock = clock;
  }

  /**
   * Checks the answers.
   *
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID, POINT_UNKNOWN
   */
  void check(OpenTask task, Map<String, Object> given) {
    Optional<String> scope = text(given, Variables.UNTIL);
    if (scope.isPresent()) {
      reach(task, scope.get(), text(given, Variables.POINT));
    }
    Optional<String> decided = text(given, GoalVariables.DECISION_UNTIL);
    decided
        .filter(it -> !GoalVariables.NONE.equalsIgnoreCase(it))
        .ifPresent(it -> reach(task, it, decidedPoint(task, it, given)));
    if (decided.filter(GoalVariables.NONE::equalsIgnoreCase).isPresent()) {
      requirePoint(task, given);
    }
  }

  /** The newest point as it is would bring the damage back that a time was asked for against. */
  private static void requirePoint(OpenTask task, Map<String, Object> given) {
    if (text(given, Variables.DECISION_POINT)
        .or(() -> text(task.variables(), Variables.POINT))
        .isEmpty()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to restore a recovery point as it is where none is chosen yet: 'none'",
          "Choose 'other point' and name it, or another time.");
    }
  }

  /** Of a name it matters from which point on it is looked for: no other one is chosen then. */
  private static Optional<String> decidedPoint(
      OpenTask task, String until, Map<String, Object> given) {
    Optional<String> other = text(given, Variables.DECISION_POINT);
    return other.isEmpty() && GoalText.isName(until)
        ? text(task.variables(), Variables.POINT)
        : other;
  }

  private void reach(OpenTask task, String until, Optional<String> point) {
    ProtectionPlan plan = plans.plan(text(task.variables(), Variables.SYSTEM).orElseThrow());
    RecoveryGoal goal = GoalText.read(until, plan.zone(), clock.instant());
    // What a named point lacks is asked about elsewhere; here only whether the goal can be reached.
    select.select(
        new SelectRecoveryPoint.Wish(
            plan,
            point,
            Optional.of(goal),
            RestoredSources.wanted(plan, name -> text(task.variables(), name)),
            true));
  }

  private static Optional<String> text(Map<String, Object> values, String key) {
    return Optional.ofNullable(values.get(key))
        .map(String::valueOf)
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }
}
