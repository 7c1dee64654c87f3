package io.drillbook.engine.guard;

import io.drillbook.domain.plan.ReviewRule.Field;
import io.drillbook.domain.record.DrillReview;
import io.drillbook.engine.guard.OpenTasks.OpenTask;
import io.drillbook.engine.runbook.ReviewVariables;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Lets nobody close a drill while something that the plan asks for is missing. */
final class ReviewCheck {
  private ReviewCheck() {}

  static void check(OpenTask task, Map<String, Object> given) {
    if (!DrillReview.STEP.equals(task.step().id())) {
      return;
    }
    String missing =
        Stream.of(text(task.variables().get(ReviewVariables.REQUIRED)).split(",", -1))
            .flatMap(id -> Field.of(id).stream())
            .filter(field -> text(given.get(field.key())).isEmpty())
            .map(Field::id)
            .collect(Collectors.joining(", "));
    if (!missing.isEmpty()) {
      throw TaskGuard.invalid(
          "unable to close the drill, these are missing: '" + missing + "'",
          "The plan asks for them under 'review'; fill them in, then complete the task.");
    }
    if (text(given.get(ReviewVariables.AUTHOR)).equalsIgnoreCase(task.assignee())) {
      throw TaskGuard.invalid(
          "unable to review a drill that one ran oneself: '" + task.assignee() + "'",
          "Author and reviewer are two people: let somebody else review it.");
    }
  }

  private static String text(Object value) {
    return value == null ? "" : String.valueOf(value).strip();
  }
}
