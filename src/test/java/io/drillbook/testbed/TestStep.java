package io.drillbook.testbed;

import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;

/** A step's surroundings for tests. */
public record TestStep(String runId, int attempt, Cancellation cancellation)
    implements StepContext {
  /** The first attempt of a run. */
  public static TestStep first() {
    return new TestStep("run-20261121T101500Z-4f2a9c", 1, new Cancellation());
  }

  @Override
  public void progress(String subject, long done, long total) {
    // Nobody looks.
  }
}
