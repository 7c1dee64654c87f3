package io.drillbook.domain.record;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One row of the timeline: a step, one attempt of a step that is tried again, or a task that waited
 * for a person.
 *
 * @param name the step in words
 * @param step the model's element id
 * @param subject tells apart copies of one step, may be empty
 * @param actor the person, the worker or, while nobody took a task, the group
 * @param ended empty while it goes on
 * @param attempt 1, 2 …, or 0 where attempts are not counted
 * @param outcome in a word; {@code lost} where a new attempt began before the old one had ended
 * @param reason where one was given: a person's, or what made the attempt fail
 * @param asserted whether people say so and nothing observed it ({@link Asserted})
 */
public record TimelineStep(
    String name,
    String step,
    String subject,
    StepNature nature,
    String actor,
    Instant began,
    Optional<Instant> ended,
    int attempt,
    String outcome,
    String reason,
    boolean asserted) {

  /** A step that was observed. */
  public TimelineStep(
      String name,
      String step,
      String subject,
      StepNature nature,
      String actor,
      Instant began,
      Optional<Instant> ended,
      int attempt,
      String outcome,
      String reason) {
    this(name, step, subject, nature, actor, began, ended, attempt, outcome, reason, false);
  }

  /** How long it took, or has taken until now. */
  public Duration length(Instant now) {
    return Duration.between(began, ended.orElse(now));
  }
}
