package io.drillbook.domain.effect;

import io.drillbook.domain.record.StepRef;

/**
 * The step at which effects are brought about.
 *
 * @param visit which of the run's comings to the step this is; the same after a crash
 */
public record EffectScope(String runId, StepRef step, String visit) {
  private static final int SHORT = 8;

  /** An effect that the run wants once, however often it comes here. */
  public Effect ofRun(String name) {
    return new Effect(runId, step, name, visit);
  }

  /** An effect that the run wants each time it comes here, such as traffic that moves again. */
  public Effect ofVisit(String name) {
    String mark = visit.length() <= SHORT ? visit : visit.substring(0, SHORT);
    return new Effect(runId, step, name + " " + mark, visit);
  }
}
