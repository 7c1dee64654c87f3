package io.drillbook.driver.source.mysql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;

/** Removes what a run restored. An empty database that was there before is not put back. */
final class Discard {
  private final Server target;
  private final RunMark mark;

  Discard(Server target, RunMark mark) {
    this.target = target;
    this.mark = mark;
  }

  void run() {
    try (Place place = new Place(target)) {
      if (!place.exists()) {
        return;
      }
      if (!place.isOf(mark)) {
        refuseUnlessEmpty(place);
        return;
      }
      place.drop();
      if (place.exists()) {
        throw new Fault(
            FaultCode.COMMAND_FAILED,
            "unable to remove the database: '" + target.address() + "'",
            "Look who keeps it, and drop it by hand.");
      }
    }
  }

  /** Nothing of this run is there; data of somebody else would be a mistake in the call. */
  private void refuseUnlessEmpty(Place place) {
    if (place.mark().isPresent() || !place.inventory().isEmpty()) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to discard a database that this run did not restore: '" + target.address() + "'",
          "Its table "
              + RunMark.TABLE
              + " does not name run "
              + mark.runId()
              + "; drop it by hand if you are sure.");
    }
  }
}
