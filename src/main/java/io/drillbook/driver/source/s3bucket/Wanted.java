package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import java.io.IOException;
import java.util.Optional;

/** The captured objects, and which of them a restore wants. */
final class Wanted {
  private final SourceCapture capture;
  private final String prefix;
  private final String only;
  private final Sums all = new Sums();
  private final Sums wanted = new Sums();

  Wanted(SourceCapture capture, String only) {
    this.capture = capture;
    this.prefix = Home.of(capture).prefix();
    this.only = only;
  }

  /** The next object that a reader saw, wanted or not. */
  Optional<Line> next(Inventory.Reader inventory) throws IOException {
    Optional<Line> line = inventory.next();
    while (line.isPresent() && !line.get().isSeen()) {
      line = inventory.next();
    }
    if (line.isPresent()) {
      Line seen = line.get();
      if (!seen.key().startsWith(prefix)) {
        throw new NotWhole("the inventory holds a key of another place");
      }
      String key = seen.key().substring(prefix.length());
      all.add(key, seen.size());
      if (isWanted(seen)) {
        wanted.add(key, seen.size());
      }
    }
    return line;
  }

  /** The next object that is wanted. */
  Optional<Line> nextWanted(Inventory.Reader inventory) throws IOException {
    Optional<Line> line = next(inventory);
    while (line.isPresent() && !isWanted(line.get())) {
      line = next(inventory);
    }
    return line;
  }

  boolean isWanted(Line line) {
    return line.key().startsWith(only);
  }

  /**
   * What was wanted, once all was read.
   *
   * @throws Fault CONTENT_MISMATCH where the inventory is not the one that was captured
   */
  Sums sums() {
    if (!all.digest().equals(capture.facts().get(Capture.DIGEST))
        || !all.contents().equals(capture.contents())) {
      throw notWhole("it tells of " + all.contents() + " instead of " + capture.contents(), null);
    }
    return wanted;
  }

  Fault notWhole(String how, IOException e) {
    return new Fault(
        FaultCode.CONTENT_MISMATCH,
        "unable to read the capture of the bucket to its end: '" + capture.source() + "': " + how,
        "Verify the recovery point or choose another one.",
        e);
  }

  Fault failed(IOException e) {
    return e instanceof NotWhole
        ? notWhole(e.getMessage(), e)
        : new Fault(
            FaultCode.RESTORE_FAILED,
            "unable to read the members of '" + capture.source() + "': " + e.getMessage(),
            "Check the vault and try again.",
            e);
  }
}
