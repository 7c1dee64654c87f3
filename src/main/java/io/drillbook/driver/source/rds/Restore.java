package io.drillbook.driver.source.rds;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.source.RestoreReport;
import io.drillbook.spi.step.StepContext;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Makes a new instance from a snapshot and sets it up as the captured one was. */
final class Restore {
  /** How long changed settings may take to show. */
  private static final Duration SETTLED = Duration.ofHours(1);

  /** How long a failed attempt waits for what it removes; the next one waits on. */
  private static final Duration UNDONE = Duration.ofMinutes(5);

  /**
   * How often loose settings are looked at before their difference counts as the service's will.
   */
  private static final int LOOKS = 6;

  private final PointFile point;
  private final Regions regions;
  private final Database database;
  private final Ownership ownership;
  private final StepContext context;
  private final RdsSettings settings;
  private final Shape wanted;
  private final String snapshot;
  private int looks;

  /** The target was compared with production before. */
  Restore(PointFile point, Regions regions, Database database, StepContext context) {
    this.point = point;
    this.regions = regions;
    this.database = database;
    this.context = context;
    this.settings = regions.settings();
    this.ownership = new Ownership(context.runId());
    this.wanted = point.shape().with(settings.instead());
    this.snapshot = point.snapshot(settings.region());
  }

  RestoreReport run() {
    Optional<DBInstance> there = database.find();
    if (there.isPresent()) {
      ownership.requireOurs(there.get());
      Ownership.requireNewest(there.get(), context.attempt());
      if (Ownership.holds(there.get(), content()) && isUsable(there.get())) {
        if (Ownership.isWhole(there.get())) {
          compare(there.get());
          return report(there.get(), true);
        }
        database.tag(there.get(), ownership.attempt(context.attempt()));
      } else {
        database.remove(settings.within());
        there = Optional.empty();
      }
    }
    boolean make = there.isEmpty();
    try {
      return restore(make);
    } catch (RuntimeException e) {
      undo(e);
      throw e;
    }
  }

  /** What is being removed, or can never be used, is made anew. */
  private static boolean isUsable(DBInstance instance) {
    return !List.of("deleting", "failed").contains(instance.dbInstanceStatus())
        && !instance.dbInstanceStatus().startsWith("incompatible-");
  }

  private RestoreReport restore(boolean make) {
    if (make) {
      database.make(wanted, snapshot, ownership.tags(wanted.tags(), content(), context.attempt()));
    }
    DBInstance made = database.await(settings.within(), seen -> true, this::progress);
    if (!Database.isAvailable(made)) {
      throw database.failed("it is not available within " + settings.within());
    }
    Ownership.requireNewest(made, context.attempt());
    database.modify(wanted);
    Duration limit = settings.within().compareTo(SETTLED) < 0 ? settings.within() : SETTLED;
    DBInstance ready = database.await(limit, this::isAsWanted, this::progress);
    compare(ready);
    Ownership.requireNewest(ready, context.attempt());
    database.tag(ready, Ownership.whole());
    return report(ready, false);
  }

  private void progress(DBInstance seen) {
    context.progress(seen.dbInstanceIdentifier() + " " + seen.dbInstanceStatus(), 0, -1);
  }

  /** What is loose may stay otherwise, but a change that was asked for just now shows late. */
  private boolean isAsWanted(DBInstance seen) {
    boolean same = Shape.differences(wanted.loose(), Shape.of(seen).loose()).isEmpty();
    return differences(seen).isEmpty() && (same || ++looks > LOOKS);
  }

  private List<String> differences(DBInstance seen) {
    return Shape.differences(wanted.firm(), Shape.of(seen).firm());
  }

  private void compare(DBInstance seen) {
    List<String> differences = differences(seen);
    if (!differences.isEmpty() || !Database.isAvailable(seen)) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to confirm that the instance is as it was: '"
              + seen.dbInstanceIdentifier()
              + "' is "
              + seen.dbInstanceStatus()
              + " "
              + differences,
          "The target may ask for what differs, such as another 'instance-class'.");
    }
  }

  private RestoreReport report(DBInstance ready, boolean already) {
    List<String> notes = new ArrayList<>();
    if (ready.endpoint() != null) {
      notes.add("it answers at " + ready.endpoint().address() + ":" + ready.endpoint().port());
    }
    settings
        .instead()
        .forEach((name, value) -> notes.add("as the target says: " + name + " is " + value));
    Shape found = Shape.of(ready);
    notes.addAll(Shape.differences(wanted.loose(), found.loose()));
    notes.addAll(Shape.differences(wanted.tags(), found.tags()));
    ready.dbParameterGroups().stream()
        .filter(group -> "pending-reboot".equals(group.parameterApplyStatus()))
        .forEach(group -> notes.add("reboot it to have all parameters applied"));
    notes.addAll(point.leftovers());
    // Equal to what is wanted, which is what was captured but for what the target names.
    return new RestoreReport(PointFile.contents(point.shape()), notes, already);
  }

  /** Names what is restored, and how: another point, region or setup is another content. */
  private String content() {
    return snapshot + "/" + Long.toHexString(wanted.checksum());
  }

  private void undo(RuntimeException cause) {
    try {
      Database ours = new Database(regions.untilTheEnd());
      Optional<DBInstance> there = ours.find().filter(ownership::isOurs);
      if (there.isPresent()) {
        Ownership.requireNewest(there.get(), context.attempt());
        ours.remove(UNDONE);
      }
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
  }
}
