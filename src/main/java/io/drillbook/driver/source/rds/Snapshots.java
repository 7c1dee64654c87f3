package io.drillbook.driver.source.rds;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.step.Patience;
import io.drillbook.spi.step.StepContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbSnapshotAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;

/** Snapshots in one region. */
final class Snapshots {
  private final Api api;
  private final String region;
  private final StepContext context;

  Snapshots(Api api, String region, StepContext context) {
    this.api = api;
    this.region = region;
    this.context = context;
  }

  /** Asks for a snapshot; one of that name is an earlier attempt's of the same run. */
  void make(String name, Map<String, String> tags) {
    api.ask(
        "take a snapshot",
        name,
        client -> {
          try {
            return client.createDBSnapshot(
                r ->
                    r.dbInstanceIdentifier(api.settings().instance())
                        .dbSnapshotIdentifier(name)
                        .tags(Ownership.list(tags)));
          } catch (DbSnapshotAlreadyExistsException e) {
            return null;
          }
        });
  }

  /** Asks for a copy here of a snapshot of another region. */
  void copy(DBSnapshot from, String fromRegion, Map<String, String> tags) {
    api.ask(
        "copy the snapshot to " + region,
        from.dbSnapshotIdentifier(),
        client -> {
          try {
            return client.copyDBSnapshot(
                r ->
                    r.sourceDBSnapshotIdentifier(from.dbSnapshotArn())
                        .targetDBSnapshotIdentifier(from.dbSnapshotIdentifier())
                        .sourceRegion(fromRegion)
                        .kmsKeyId(api.settings().copyKmsKey().orElse(null))
                        .tags(Ownership.list(tags)));
          } catch (DbSnapshotAlreadyExistsException e) {
            return null;
          }
        });
  }

  /** Waits until a snapshot is whole; what can never be is a fault at once. */
  DBSnapshot await(String name) {
    AtomicReference<DBSnapshot> last = new AtomicReference<>();
    boolean whole =
        Patience.until(
            api.settings().within(),
            api.pace().pause(),
            context.cancellation(),
            () -> {
              DBSnapshot seen =
                  find(name).orElseThrow(() -> failed(name, "it is not there any more"));
              last.set(seen);
              Integer percent = seen.percentProgress();
              context.progress(region + " " + name, percent == null ? 0 : percent, 100);
              if (seen.status().equals("failed") || seen.status().startsWith("incompatible-")) {
                throw failed(name, "its state is " + seen.status());
              }
              return seen.status().equals("available");
            });
    if (!whole) {
      throw failed(name, "it is not whole within " + api.settings().within());
    }
    return last.get();
  }

  private Optional<DBSnapshot> find(String name) {
    return api.ask(
        "look at the snapshot",
        name,
        client -> {
          try {
            return client
                .describeDBSnapshots(r -> r.dbSnapshotIdentifier(name))
                .dbSnapshots()
                .stream()
                .findFirst();
          } catch (DbSnapshotNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  /** Removes one that no recovery point will name. */
  void remove(String name) {
    api.ask(
        "remove the snapshot",
        name,
        client -> {
          try {
            return client.deleteDBSnapshot(r -> r.dbSnapshotIdentifier(name));
          } catch (DbSnapshotNotFoundException e) {
            return null;
          }
        });
  }

  private Fault failed(String name, String why) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to wait for the snapshot '" + name + "' in " + region + ": " + why,
        "Its events in the service's console tell more.");
  }
}
