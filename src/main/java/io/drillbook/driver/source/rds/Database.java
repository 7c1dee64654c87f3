package io.drillbook.driver.source.rds;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.step.Patience;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.RestoreDbInstanceFromDbSnapshotRequest;

/** One DB instance by its name, whether it is there or not. */
final class Database {
  /** States that no waiting ends. */
  private static final Set<String> HOPELESS =
      Set.of(
          "failed",
          "restore-error",
          "storage-full",
          "stopped",
          "insufficient-capacity",
          "inaccessible-encryption-credentials",
          "inaccessible-encryption-credentials-recoverable");

  private final Api api;
  private final String name;

  Database(Api api) {
    this.api = api;
    this.name = api.settings().instance();
  }

  Api api() {
    return api;
  }

  Optional<DBInstance> find() {
    return api.ask(
        "look at the instance",
        name,
        client -> {
          try {
            return client
                .describeDBInstances(r -> r.dbInstanceIdentifier(name))
                .dbInstances()
                .stream()
                .findFirst();
          } catch (DbInstanceNotFoundException e) {
            return Optional.empty();
          }
        });
  }

  /** Asks for the instance; it takes its time. */
  void make(Shape shape, String snapshot, Map<String, String> tags) {
    api.ask(
        "restore the snapshot",
        snapshot,
        client -> {
          try {
            return client.restoreDBInstanceFromDBSnapshot(
                r -> fill(r, shape).dbSnapshotIdentifier(snapshot).tags(Ownership.list(tags)));
          } catch (DbInstanceAlreadyExistsException e) {
            throw new Fault(
                FaultCode.TARGET_NOT_EMPTY,
                "unable to restore over an instance that is there: '" + name + "'",
                "Somebody made it just now; it was not touched.",
                e);
          } catch (DbSnapshotNotFoundException e) {
            throw new Fault(
                FaultCode.POINT_UNKNOWN,
                "unable to find the snapshot that this recovery point names: '" + snapshot + "'",
                "Somebody or a lifecycle rule at Amazon removed it, and its data with it; choose"
                    + " another recovery point, or another region if it was copied.",
                e);
          }
        });
  }

  private RestoreDbInstanceFromDbSnapshotRequest.Builder fill(
      RestoreDbInstanceFromDbSnapshotRequest.Builder request, Shape shape) {
    return request
        .dbInstanceIdentifier(name)
        .dbInstanceClass(text(shape, Shape.CLASS))
        .dbSubnetGroupName(text(shape, Shape.SUBNETS))
        .dbParameterGroupName(text(shape, Shape.PARAMETERS))
        .optionGroupName(text(shape, Shape.OPTIONS))
        .vpcSecurityGroupIds(shape.securityGroups())
        .multiAZ(flag(shape, Shape.MULTI_AZ))
        .publiclyAccessible(flag(shape, Shape.PUBLIC))
        .enableIAMDatabaseAuthentication(flag(shape, Shape.IAM))
        .autoMinorVersionUpgrade(flag(shape, Shape.MINOR))
        .copyTagsToSnapshot(flag(shape, Shape.COPY_TAGS))
        .port(number(shape, Shape.PORT));
  }

  /** Asks for what only an instance that is there can be given. */
  void modify(Shape shape) {
    api.ask(
        "set up the instance",
        name,
        client ->
            client.modifyDBInstance(
                r ->
                    r.dbInstanceIdentifier(name)
                        .applyImmediately(true)
                        .backupRetentionPeriod(number(shape, Shape.RETENTION))
                        .preferredBackupWindow(text(shape, Shape.BACKUPS_AT))
                        .preferredMaintenanceWindow(text(shape, Shape.UPKEEP_AT))
                        .caCertificateIdentifier(text(shape, Shape.AUTHORITY))
                        .maxAllocatedStorage(number(shape, Shape.MOST_STORAGE))
                        .deletionProtection(flag(shape, Shape.PROTECTED))));
  }

  void tag(DBInstance instance, Map<String, String> tags) {
    api.ask(
        "tag the instance",
        name,
        client ->
            client.addTagsToResource(
                r -> r.resourceName(instance.dbInstanceArn()).tags(Ownership.list(tags))));
  }

  /** What is told of each look while something is waited for. */
  interface Onlooker {
    void saw(DBInstance instance);
  }

  /**
   * Waits until the instance is available and as wanted.
   *
   * @return how it was seen last: as wanted, unless the time was over
   */
  DBInstance await(Duration limit, Predicate<DBInstance> wanted, Onlooker onlooker) {
    AtomicReference<DBInstance> last = new AtomicReference<>();
    Patience.until(
        limit,
        api.pace().pause(),
        api.cancellation(),
        () -> {
          DBInstance seen = find().orElseThrow(() -> failed("it is not there any more"));
          requireHope(seen);
          onlooker.saw(seen);
          last.set(seen);
          return isAvailable(seen) && wanted.test(seen);
        });
    return last.get();
  }

  static boolean isAvailable(DBInstance instance) {
    return "available".equals(instance.dbInstanceStatus());
  }

  private void requireHope(DBInstance seen) {
    String status = seen.dbInstanceStatus();
    if (HOPELESS.contains(status) || status.startsWith("incompatible-")) {
      throw failed("its state is " + status);
    }
  }

  Fault failed(String why) {
    return new Fault(
        api.side().failed,
        "unable to wait for the instance '" + api.settings().place() + "': " + why,
        "Its events in the service's console tell more.");
  }

  /** Removes it without another snapshot, and waits until it is gone. */
  void remove(Duration limit) {
    boolean gone =
        Patience.until(
            limit,
            api.pace().pause(),
            api.cancellation(),
            () -> {
              Optional<DBInstance> there = find();
              there
                  .filter(it -> !"deleting".equals(it.dbInstanceStatus()))
                  .ifPresent(this::askToRemove);
              return there.isEmpty();
            });
    if (!gone) {
      throw new Fault(
          FaultCode.TARGET_UNREACHABLE,
          "unable to see the instance gone: '" + api.settings().place() + "'",
          "Amazon takes its time to remove it; try again later.");
    }
  }

  private void askToRemove(DBInstance instance) {
    api.ask(
        "remove the instance",
        name,
        client -> {
          try {
            if (Boolean.TRUE.equals(instance.deletionProtection())) {
              client.modifyDBInstance(
                  r ->
                      r.dbInstanceIdentifier(name)
                          .deletionProtection(false)
                          .applyImmediately(true));
            }
            return client.deleteDBInstance(
                r ->
                    r.dbInstanceIdentifier(name)
                        .skipFinalSnapshot(true)
                        .deleteAutomatedBackups(true));
          } catch (InvalidDbInstanceStateException | DbInstanceNotFoundException e) {
            // Another change is under way, or it is gone: the next look tells.
            return null;
          }
        });
  }

  private static String text(Shape shape, String name) {
    return shape.get(name).orElse(null);
  }

  private static Integer number(Shape shape, String name) {
    return shape.get(name).map(Integer::valueOf).orElse(null);
  }

  private static Boolean flag(Shape shape, String name) {
    return shape.get(name).map(Boolean::valueOf).orElse(null);
  }
}
