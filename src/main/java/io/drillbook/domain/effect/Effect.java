package io.drillbook.domain.effect;

import io.drillbook.domain.record.StepRef;

/**
 * Something that a step brings about outside of Drillbook, such as moved traffic. Named so that it
 * is the same however often the step is repeated, and another one where it is wanted anew.
 *
 * @param name what is brought about, such as {@code switch over 1 dns}
 * @param visit which of the run's comings to the step wants it; a repetition after a crash is the
 *     same visit
 */
public record Effect(String runId, StepRef step, String name, String visit) {
  /** The idempotency key: names this effect to whoever is called. */
  public String key() {
    return runId + "/" + step.id() + "/" + name.replaceAll("[^A-Za-z0-9._-]+", "-");
  }
}
