package io.drillbook.domain.evidence;

import io.drillbook.domain.evidence.Evidence.Deviation;
import io.drillbook.domain.evidence.Evidence.Step;
import io.drillbook.domain.record.StepNature;
import io.drillbook.domain.record.Timeline;
import io.drillbook.domain.record.TimelineStep;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Steps of a timeline as evidence, and those among them that failed. */
final class StepReading {
  private static final String CANCELLED = "cancelled";
  private static final String LOST = "lost";

  private StepReading() {}

  static List<Step> steps(Timeline timeline) {
    return timeline.steps().stream().map(step -> step(step, timeline)).toList();
  }

  private static Step step(TimelineStep step, Timeline timeline) {
    long millis = Math.max(0, step.length(timeline.now()).toMillis());
    return new Step(
        step.step(),
        step.name(),
        step.subject(),
        step.nature().id(),
        step.actor(),
        step.began(),
        step.ended(),
        step.nature() == StepNature.AUTOMATED ? millis : 0,
        step.nature() == StepNature.TASK ? millis : 0,
        step.attempt(),
        step.outcome(),
        Optional.empty(),
        step.reason(),
        step.asserted());
  }

  static List<Deviation> failures(Timeline timeline) {
    return timeline.steps().stream()
        .filter(step -> !step.asserted() && !kind(step).isEmpty())
        .map(
            step ->
                new Deviation(
                    kind(step),
                    step.ended().orElse(step.began()),
                    subject(step),
                    step.attempt(),
                    step.actor(),
                    what(step)))
        .toList();
  }

  private static String kind(TimelineStep step) {
    if (step.outcome().equals(LOST)) {
      return "lost attempt";
    }
    if (step.outcome().equals(CANCELLED)) {
      return "cancelled step";
    }
    // The codes of faults are the only outcomes in capitals.
    return step.outcome().matches("[A-Z_]{2,}") ? "failed attempt" : "";
  }

  private static String subject(TimelineStep step) {
    return step.subject().isEmpty() ? step.name() : step.name() + " (" + step.subject() + ")";
  }

  private static String what(TimelineStep step) {
    String after = Duration.between(step.began(), step.ended().orElse(step.began())).toString();
    return step.outcome() + (step.reason().isEmpty() ? " after " + after : ": " + step.reason());
  }
}
