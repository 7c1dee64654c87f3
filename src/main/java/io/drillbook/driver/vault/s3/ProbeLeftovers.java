package io.drillbook.driver.vault.s3;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** What trials leave in their folder, this one and those before it. */
final class ProbeLeftovers {
  static final String FOLDER = "_probe/";

  /** Another server may be trying the same store right now; no trial lasts so long. */
  static final Duration STALE = Duration.ofMinutes(15);

  private final S3Bucket bucket;
  private final Removal removal;
  private final Duration stale;

  ProbeLeftovers(S3Bucket bucket, Removal removal, Duration stale) {
    this.bucket = bucket;
    this.removal = removal;
    this.stale = stale;
  }

  /**
   * Removes what the trial wrote, and what others left long before it by the store's own clock.
   * What may not go now is left to a later trial.
   *
   * @param own how all keys of the trial begin; it has written under that very key
   */
  void sweep(String own) {
    String mine = bucket.inStore(own);
    Optional<Instant> before = newest(mine).map(time -> time.minus(stale));
    for (String left : bucket.shelf().keys(bucket.inStore(FOLDER))) {
      if (left.startsWith(mine) || isOlder(left, before)) {
        withdraw(left);
      }
    }
  }

  /** Without anything of our own there is no clock to tell by: then nothing is old. */
  private boolean isOlder(String key, Optional<Instant> time) {
    return time.isPresent() && newest(key).filter(found -> found.isBefore(time.get())).isPresent();
  }

  private Optional<Instant> newest(String key) {
    return bucket.shelf().all(key).stream().map(Shelf.Stored::modifiedAt).max(Instant::compareTo);
  }

  private void withdraw(String key) {
    try {
      removal.withdraw(key);
    } catch (Fault e) {
      if (e.code() != FaultCode.PERMISSION_DENIED && e.code() != FaultCode.NOT_ALLOWED) {
        throw e;
      }
    }
  }
}
