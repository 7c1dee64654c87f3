package io.drillbook.assembly;

import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;

/**
 * The one step of a rescue. It carries the point's name, so that a second try finds and removes
 * what a first one left half done.
 */
final class RescueStep implements StepContext {
  private final String point;
  private final Rescue.Progress progress;
  private final Cancellation cancellation = new Cancellation();

  RescueStep(String point, Rescue.Progress progress) {
    this.point = point;
    this.progress = progress;
  }

  @Override
  public String runId() {
    return "rescue-" + point;
  }

  @Override
  public int attempt() {
    return 1;
  }

  @Override
  public void progress(String subject, long done, long total) {
    progress.at(subject, done, total);
  }

  @Override
  public Cancellation cancellation() {
    return cancellation;
  }
}
