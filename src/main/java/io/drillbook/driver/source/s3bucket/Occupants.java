package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/** What a target holds, and which of it a run brought. */
final class Occupants {
  private final Store target;
  private final Mark mark;

  Occupants(Store target, Mark mark) {
    this.target = target;
    this.mark = mark;
  }

  /**
   * Refuses a target that holds anything, unless this run itself brought it: then somebody decided
   * on another recovery point.
   *
   * @return how many objects of this run there are
   * @throws Fault TARGET_NOT_EMPTY
   */
  long requireFree() {
    long[] ours = new long[1];
    each(
        line -> {
          if (line.isSeen()) {
            if (!mark.isOurs(metadata(line))) {
              throw new Fault(
                  FaultCode.TARGET_NOT_EMPTY,
                  "unable to restore into a bucket that is not empty: '"
                      + target.settings().home().shown()
                      + "' holds '"
                      + line.key()
                      + "'",
                  "Name another bucket or prefix, or remove what is there if you are sure.");
            }
            ours[0]++;
          }
        });
    return ours[0];
  }

  /** Removes what this run brought from another recovery point; gives how many objects stay. */
  long clearOtherContent() {
    long[] stay = new long[1];
    each(
        line -> {
          if (line.isSeen()) {
            Map<String, String> metadata = metadata(line);
            if (mark.isOurs(metadata) && !mark.isOfContent(metadata)) {
              remove(line);
            } else {
              stay[0]++;
            }
          }
        });
    return stay[0];
  }

  /** Removes what this run brought, versions that were replaced since included. */
  void removeOurs() {
    each(
        line -> {
          if (!line.marker() && mark.isOurs(metadata(line))) {
            remove(line);
          }
        });
  }

  /**
   * The same, of a target that holds something.
   *
   * @throws Fault NOT_ALLOWED where this run brought none of it
   */
  void discard() {
    boolean[] seen = new boolean[2];
    each(
        line -> {
          seen[0] |= line.isSeen();
          seen[1] |= !line.marker() && mark.isOurs(metadata(line));
        });
    if (seen[0] && !seen[1]) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to discard objects that this run did not restore: '"
              + target.settings().home().shown()
              + "'",
          "None carries the mark of run " + mark.runId() + "; remove them by hand if sure.");
    }
    if (seen[1]) {
      removeOurs();
    }
  }

  /** What is seen now, keys without the prefix. */
  Sums sums() {
    Sums sums = new Sums();
    each(
        line -> {
          if (line.isSeen()) {
            sums.add(line.key().substring(target.prefix().length()), line.size());
          }
        });
    return sums;
  }

  private void each(Versions.Visitor visitor) {
    try {
      new Versions(target).each(visitor);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, String> metadata(Line line) {
    return target
        .head(line.key(), version(line))
        .map(HeadObjectResponse::metadata)
        .orElse(Map.of());
  }

  private void remove(Line line) {
    target.ask(
        "remove",
        line.key(),
        s3 ->
            s3.deleteObject(
                r -> r.bucket(target.bucket()).key(line.key()).versionId(version(line))));
  }

  /** A bucket that never kept versions may not know that word. */
  private static String version(Line line) {
    return line.version().equals("null") ? null : line.version();
  }
}
