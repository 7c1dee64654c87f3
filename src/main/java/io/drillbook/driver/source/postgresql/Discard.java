package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.postgresql.Session;

/**
 * Removes what a run restored. An empty database that was at the target before is not put back: a
 * restore accepts a missing one. Roles stay, since others may use them by now.
 */
final class Discard {
  private final Server target;
  private final RunMark mark;

  Discard(Server target, RunMark mark) {
    this.target = target;
    this.mark = mark;
  }

  void run() {
    try (Cluster cluster = new Cluster(target)) {
      cluster.startingWith(mark.stagingPrefix()).forEach(cluster::dropByForce);
      if (!cluster.exists(target.database())) {
        return;
      }
      if (!new Takeover(target, mark).ours(cluster)) {
        refuseUnlessEmpty();
        return;
      }
      cluster.dropByForce(target.database());
      if (cluster.exists(target.database())) {
        throw new Fault(
            FaultCode.COMMAND_FAILED,
            "unable to remove the database: '" + target.address() + "'",
            "Look who keeps it, and drop it by hand.");
      }
    }
  }

  /** Nothing of this run is there; data of somebody else would be a mistake in the call. */
  private void refuseUnlessEmpty() {
    try (Session session = target.session(target.database())) {
      if (!Look.at(session).empty()) {
        throw new Fault(
            FaultCode.NOT_ALLOWED,
            "unable to discard a database that this run did not restore: '"
                + target.address()
                + "'",
            "Its comment does not begin with '"
                + mark.ownership()
                + "'; drop it by hand if you are sure.");
      }
    }
  }
}
