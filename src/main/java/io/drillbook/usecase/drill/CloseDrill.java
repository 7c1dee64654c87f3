package io.drillbook.usecase.drill;

import io.drillbook.domain.finding.DrillFields;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.DrillPlan;
import io.drillbook.domain.plan.ReviewRule;
import io.drillbook.domain.plan.ReviewRule.Field;
import io.drillbook.domain.record.DrillReview;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Decides whether a drill may be closed by itself: it may where the plan asks nobody for a review.
 * Writes down what the program should have written and did not; such a drill does not pass, and a
 * finding says so until one of its scenario does.
 */
public final class CloseDrill {
  private static final String TIMER = "timer:";

  private final Plans plans;
  private final RecordStore record;
  private final JudgeDrill judge;
  private final Clock clock;

  /** A use case over these ports; findings are opened and closed by {@code judge}. */
  public CloseDrill(Plans plans, RecordStore record, JudgeDrill judge, Clock clock) {
    this.plans = plans;
    this.record = record;
    this.judge = judge;
    this.clock = clock;
  }

  /**
   * Looks whether the drill may be closed.
   *
   * @param step on whose behalf it is written down
   * @return the review that is due first; empty where none is
   */
  public Optional<ReviewRule> close(Run run, StepRef step) {
    if (run.kind() != RunKind.DRILL) {
      // A rotation of keys borrows the drill's steps; its own end judges it.
      return Optional.empty();
    }
    List<String> missing = DrillFields.missing(run, record.entries(run.id()));
    Map<String, String> details =
        missing.isEmpty() ? Map.of() : Map.of("missing", String.join(", ", missing));
    String outcome = missing.isEmpty() ? "record complete" : DrillReview.INCOMPLETE;
    record.append(run.id(), Entries.fact(clock.instant(), step, "drillbook", outcome, details));
    judge.judgeRecord(run, missing, step);
    // Nobody is waited for whom the plan does not name: a drill of a timer would stand in the way
    // of the next one for ever. A record with a gap fails the drill, and opens a finding.
    return rule(plans.plan(run.system()), run).map(it -> signed(it, run));
  }

  /** By the very drill of a timer; of one that a person started, by any of its scenario. */
  private static Optional<ReviewRule> rule(ProtectionPlan plan, Run run) {
    String name =
        run.startedBy().startsWith(TIMER) ? run.startedBy().substring(TIMER.length()) : "";
    return plan.drills().values().stream()
        .filter(
            drill ->
                name.isEmpty()
                    ? run.scenario().filter(drill.scenario()::equals).isPresent()
                    : isOf(name, drill))
        .flatMap(drill -> drill.review().stream())
        .findFirst();
  }

  private static boolean isOf(String schedule, DrillPlan drill) {
    return schedule.equals(drill.name()) || schedule.endsWith(":" + drill.name());
  }

  /** Nobody is known to have run what a timer started. */
  private static ReviewRule signed(ReviewRule rule, Run run) {
    List<Field> required = new ArrayList<>(rule.required());
    required.remove(Field.AUTHOR);
    if (run.startedBy().startsWith(TIMER)) {
      required.add(Field.AUTHOR);
    }
    return new ReviewRule(rule.from(), required);
  }
}
