package io.drillbook.driver.source.rds;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.SourceProbe;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Which instance is which: by the id that the service gives it once and for all. */
final class Instances {
  static final String RESOURCE = "resource";

  private Instances() {}

  /**
   * Refuses a target that is the captured instance, by whatever address.
   *
   * @throws Fault TARGET_IS_PRODUCTION
   */
  static void requireNotCaptured(Optional<DBInstance> there, SourceCapture capture) {
    there
        .filter(it -> it.dbiResourceId().equals(capture.facts().get(RESOURCE)))
        .ifPresent(Instances::refuse);
  }

  static void requireNot(Optional<DBInstance> there, Optional<DBInstance> production) {
    there
        .filter(it -> production.isPresent())
        .filter(it -> it.dbiResourceId().equals(production.get().dbiResourceId()))
        .ifPresent(Instances::refuse);
  }

  private static void refuse(DBInstance instance) {
    throw new Fault(
        FaultCode.TARGET_IS_PRODUCTION,
        "unable to restore over the protected instance: '" + instance.dbInstanceArn() + "'",
        "Name one that is not there yet under 'instance'.");
  }

  /**
   * Refuses members of clusters: their data is the cluster's.
   *
   * @throws Fault INPUT_INVALID
   */
  static void requireSingle(DBInstance instance) {
    boolean cluster =
        instance.dbClusterIdentifier() != null || instance.engine().startsWith("aurora");
    if (cluster) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to take a snapshot of an instance that belongs to a cluster: '"
              + instance.dbInstanceIdentifier()
              + "' ("
              + instance.engine()
              + ")",
          "Aurora and Multi-AZ clusters have cluster snapshots, which this kind does not take;"
              + " protect what is in it by a source of kind postgresql or mysql.");
    }
  }

  static SourceProbe probe(RdsSettings settings, Optional<DBInstance> there) {
    return there
        .map(
            it ->
                new SourceProbe(
                    "rds " + it.dbiResourceId() + " " + it.dbInstanceArn(),
                    it.engine() + " " + it.engineVersion(),
                    it.allocatedStorage() == null ? -1 : (long) it.allocatedStorage() << 30,
                    false))
        .orElseGet(() -> new SourceProbe("rds " + settings.place(), "not there", -1, true));
  }
}
