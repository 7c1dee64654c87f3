package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;

/** Stops and removes what a run restored, and nothing else. */
final class Discard {
  private final Place target;
  private final RunMark mark;
  private final Staging staging;

  Discard(Place target, RunMark mark, ServerPrograms programs) {
    this.target = target;
    this.mark = mark;
    this.staging = new Staging(mark, Integer.MAX_VALUE, programs);
  }

  void run() {
    if (!mark.isOurs() && !target.isFree()) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to discard a cluster that this run did not restore: '" + target.path() + "'",
          "It does not carry the mark of run " + mark.runId() + "; remove it by hand if sure.");
    }
    if (mark.isOurs()) {
      staging.remove(target.path());
    }
    staging.removeLeftovers();
  }
}
