package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.source.RestoreReport;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/**
 * Brings captured versions back in the captured bucket itself: puts each on top again where a
 * reader gets something else now, or nothing. It removes nothing: neither a version nor what came
 * later.
 */
final class Repair {
  private final Store target;
  private final Supply supply;
  private final AtomicLong written = new AtomicLong();
  private final Missing missing = new Missing();

  Repair(Store target, Supply supply) {
    this.target = target;
    this.supply = supply;
  }

  RestoreReport run() {
    requireVersions();
    Sums expected = supply.each(this::bring);
    missing.refuse();
    long all = expected.contents().get(Sums.OBJECTS);
    return new RestoreReport(
        expected.contents(),
        List.of(
            written + " of " + all + " objects were put on top again, the others were as captured",
            "objects that came after the capture stay"),
        false);
  }

  /** Without versions, what is there now would be lost under what is put on top. */
  private void requireVersions() {
    BucketState state = BucketState.of(target);
    if (!state.keepsVersions()) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to restore in place, the bucket keeps no versions: '" + target.bucket() + "'",
          "Versioning is " + state.versioning() + ": enable it, or restore into another bucket.");
    }
  }

  private void bring(Line line, Supply.Source bytes) {
    if (isAsCaptured(line)) {
      return;
    }
    if (!bytes.bring(line, line.key())) {
      missing.add(line);
      return;
    }
    written.incrementAndGet();
    if (!isAsCaptured(line)) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to confirm that an object came back: '" + line.key() + "'",
          "Does somebody else write there? Stop the writers and restore again.");
    }
  }

  private boolean isAsCaptured(Line line) {
    return target.head(line.key(), null).filter(found -> isSame(found, line)).isPresent();
  }

  private static boolean isSame(HeadObjectResponse found, Line line) {
    return found.contentLength() == line.size()
        && (Line.bare(found.eTag()).equals(line.etag())
            || Mark.isOfVersion(found.metadata(), line));
  }
}
