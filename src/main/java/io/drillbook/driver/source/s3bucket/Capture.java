package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.StepContext;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;

/** Takes one capture: the list of all versions and, where the plan wants them, the bytes. */
final class Capture {
  static final String DIGEST = "digest";

  private final String source;
  private final Store store;
  private final MemberSink sink;
  private final StepContext context;
  private final Sums sums = new Sums();
  private long versions;
  private long markers;

  Capture(String source, Store store, MemberSink sink, StepContext context) {
    this.source = source;
    this.store = store;
    this.sink = sink;
    this.context = context;
  }

  /** What is there; {@code dataTime} is the moment before the listing began. */
  SourceCapture take(Instant dataTime) {
    Map<String, String> facts = new Health(store).facts();
    try (Inventory.Writer inventory =
            new Inventory.Writer(
                new BufferedOutputStream(sink.open(Parts.INVENTORY_PART, Parts.NDJSON)));
        Bytes bytes = bytes()) {
      new Versions(store).each(line -> write(line, inventory, bytes));
      inventory.finish();
    } catch (IOException e) {
      context.cancellation().check();
      throw stopped(e);
    }
    refuseEmpty();
    facts.put("versions", String.valueOf(versions));
    facts.put("delete markers", String.valueOf(markers));
    facts.put("copy", String.valueOf(store.settings().copy()));
    facts.put(DIGEST, sums.digest());
    return new SourceCapture(source, S3BucketSourceDriver.KIND, dataTime, facts, sums.contents());
  }

  private Bytes bytes() throws IOException {
    return store.settings().copy()
        ? new Bytes(store, sink.open(Parts.BYTES_PART, Parts.TAR), context)
        : null;
  }

  private void write(Line line, Inventory.Writer inventory, Bytes bytes) throws IOException {
    context.cancellation().check();
    if (line.marker()) {
      markers++;
    } else {
      versions++;
    }
    Line whole = line;
    if (line.isSeen()) {
      whole = bytes == null ? line : bytes.write(line);
      sums.add(line.key().substring(store.prefix().length()), line.size());
    }
    inventory.write(whole);
    context.progress(source, versions + markers, -1);
  }

  /** After a disaster nobody looks at what is gone; a capture of nothing must not pass for one. */
  private void refuseEmpty() {
    if (sums.contents().get(Sums.OBJECTS) == 0 && !store.settings().mayBeEmpty()) {
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to capture an empty bucket: '" + store.settings().home().shown() + "'",
          "There are "
              + versions
              + " versions that nobody sees. 'may-be-empty: true' lets it pass.");
    }
  }

  private Fault stopped(IOException e) {
    boolean full = String.valueOf(e.getMessage()).contains("No space left");
    return new Fault(
        full ? FaultCode.DISK_FULL : FaultCode.CAPTURE_FAILED,
        "unable to write the members of the bucket: '" + source + "': " + e.getMessage(),
        "Check the room and the health of the disk that the vault is on.",
        e);
  }
}
