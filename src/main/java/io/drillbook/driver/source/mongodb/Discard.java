package io.drillbook.driver.source.mongodb;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;

/** Removes what a run restored, and nothing else. */
final class Discard {
  private final Place place;

  Discard(Place place) {
    this.place = place;
  }

  void run() {
    if (!place.ours() && !place.isEmpty()) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to discard a database that this run did not restore: '"
              + place.connection().who()
              + "'",
          "Its collection '"
              + RunMark.COLLECTION
              + "' does not name the run; drop it by hand if you are sure.");
    }
    place.staging().forEach(place::drop);
    if (place.ours()) {
      place.dropData();
      place.dropMark();
    }
    if (!place.isEmpty()) {
      throw new Fault(
          FaultCode.COMMAND_FAILED,
          "unable to remove the collections: '" + place.connection().who() + "'",
          "Look who makes them again, and drop them by hand.");
    }
  }
}
