package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.ArrayList;
import java.util.List;

/** Versions that were captured and are in the bucket no more. */
final class Missing {
  private static final int NAMED = 10;

  private final List<String> named = new ArrayList<>();
  private long count;

  synchronized void add(Line line) {
    count++;
    if (named.size() < NAMED) {
      named.add(line.key() + " (" + line.version() + ")");
    }
  }

  /**
   * Refuses to call that a restore.
   *
   * @throws Fault CONTENT_MISMATCH
   */
  synchronized void refuse() {
    if (count > 0) {
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to find "
              + count
              + " of the captured versions: '"
              + String.join("', '", named)
              + (count > named.size() ? "', …" : "'"),
          "The bucket's lifecycle, or somebody, removed them: choose a younger recovery point, or"
              + " leave them out by 'only'.");
    }
  }
}
