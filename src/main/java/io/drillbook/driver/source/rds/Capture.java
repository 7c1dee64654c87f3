package io.drillbook.driver.source.rds;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.Tag;

/**
 * Takes one capture: a snapshot that stays with Amazon, its copy, and how the instance is set up.
 */
final class Capture {
  /** When the first attempt asked: nothing later is surely in the snapshot. */
  private static final String TIME = Ownership.PREFIX + "time";

  private final String source;
  private final Regions regions;
  private final MemberSink sink;
  private final StepContext context;
  private final RdsSettings settings;

  Capture(String source, Regions regions, MemberSink sink, StepContext context) {
    this.source = source;
    this.regions = regions;
    this.sink = sink;
    this.context = context;
    this.settings = regions.settings();
  }

  SourceCapture take(Instant asked) {
    DBInstance instance = new Database(regions.home()).find().orElseThrow(this::notThere);
    Instances.requireSingle(instance);
    requireKeyForCopy(instance);
    Shape shape = Shape.of(instance);
    String name = name();
    try {
      Map<String, DBSnapshot> snapshots = snapshots(name, asked);
      try (OutputStream out = sink.open(PointFile.PART, PointFile.FORMAT)) {
        out.write(PointFile.write(instance, shape, snapshots));
      }
      context.cancellation().check();
      Instant time = time(snapshots.get(settings.region())).orElse(asked);
      return new SourceCapture(
          source,
          RdsSnapshotSourceDriver.KIND,
          time,
          facts(instance, snapshots),
          PointFile.contents(shape));
    } catch (IOException e) {
      remove(name, e);
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to write the members of the source: '" + source + "'",
          "The cause says why.",
          e);
    } catch (RuntimeException e) {
      remove(name, e);
      throw e;
    }
  }

  private Map<String, DBSnapshot> snapshots(String name, Instant asked) {
    Map<String, String> tags =
        Map.of(
            Ownership.RUN,
            context.runId(),
            Ownership.PREFIX + "source",
            source,
            TIME,
            asked.toString());
    Map<String, DBSnapshot> made = new LinkedHashMap<>();
    Snapshots here = new Snapshots(regions.home(), settings.region(), context);
    here.make(name, tags);
    DBSnapshot first = here.await(name);
    made.put(settings.region(), first);
    settings
        .copyToRegion()
        .ifPresent(
            region -> {
              Snapshots there = new Snapshots(regions.other(), region, context);
              there.copy(first, settings.region(), tags);
              made.put(region, there.await(name));
            });
    return made;
  }

  private Map<String, String> facts(DBInstance instance, Map<String, DBSnapshot> snapshots) {
    Map<String, String> facts = new TreeMap<>();
    facts.put("instance", instance.dbInstanceIdentifier());
    facts.put(Instances.RESOURCE, instance.dbiResourceId());
    facts.put("arn", instance.dbInstanceArn());
    facts.put("engine", instance.engine() + " " + instance.engineVersion());
    facts.put("data", "stays with Amazon: without its snapshots this point restores nothing");
    snapshots.forEach(
        (region, snapshot) -> {
          facts.put("snapshot in " + region, snapshot.dbSnapshotArn());
          if (Boolean.TRUE.equals(snapshot.encrypted())) {
            facts.put("key in " + region, String.valueOf(snapshot.kmsKeyId()));
          }
        });
    return facts;
  }

  /** The same for each attempt of a run, so that a second one goes on with the first's snapshot. */
  private String name() {
    String all = "drillbook-" + settings.instance() + "-" + context.runId();
    return all.toLowerCase(Locale.ROOT)
        .replaceAll("[^a-z0-9-]", "-")
        .replaceAll("-+", "-")
        .replaceAll("-$", "");
  }

  private static Optional<Instant> time(DBSnapshot snapshot) {
    return snapshot.tagList().stream()
        .filter(tag -> tag.key().equals(TIME))
        .map(Tag::value)
        .map(Instant::parse)
        .findFirst();
  }

  private void requireKeyForCopy(DBInstance instance) {
    if (settings.copyToRegion().isPresent()
        && Boolean.TRUE.equals(instance.storageEncrypted())
        && settings.copyKmsKey().isEmpty()) {
      throw RdsSettings.invalid(
          "copy-kms-key",
          "The instance is encrypted: name a KMS key of the other region, such as alias/aws/rds.");
    }
  }

  private Fault notThere() {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to find the instance: '" + settings.place() + "'",
        "Correct 'instance' and 'region'.");
  }

  /** One that is still being made cannot be removed: its tags tell people what it is. */
  private void remove(String name, Exception cause) {
    try {
      new Snapshots(regions.untilTheEnd(), settings.region(), context).remove(name);
    } catch (RuntimeException e) {
      cause.addSuppressed(e);
    }
    if (settings.copyToRegion().isPresent()) {
      try {
        new Snapshots(regions.otherUntilTheEnd(), settings.copyToRegion().get(), context)
            .remove(name);
      } catch (RuntimeException e) {
        cause.addSuppressed(e);
      }
    }
  }
}
