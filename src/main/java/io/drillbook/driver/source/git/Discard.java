package io.drillbook.driver.source.git;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;

/** Removes what a run restored, and nothing else. */
final class Discard {
  private final Place target;
  private final RunMark mark;

  Discard(Place target, RunMark mark) {
    this.target = target;
    this.mark = mark;
  }

  void run() {
    Staging staging = new Staging(mark, Integer.MAX_VALUE);
    if (!mark.isOurs() && !target.isFree()) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to discard a repository that this run did not restore: '" + target.path() + "'",
          "It does not carry the mark of run " + mark.runId() + "; remove it by hand if sure.");
    }
    if (mark.isOurs()) {
      staging.remove(target.path());
    }
    staging.removeLeftovers();
  }
}
