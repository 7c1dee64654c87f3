package io.drillbook.driver.vault.s3;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.MultipartUpload;
import software.amazon.awssdk.services.s3.model.ObjectLockLegalHoldStatus;

/** Whatever removes something; by the pruner's login. */
final class Removal {
  /** A legal hold has no end of its own. */
  private static final Instant NEVER = Instant.parse("9999-12-31T23:59:59Z");

  private final S3Connection connection;
  private final S3Bucket bucket;
  private final Clock clock;

  Removal(S3Connection connection, S3Bucket bucket, Clock clock) {
    this.connection = connection;
    this.bucket = bucket;
    this.clock = clock;
  }

  /**
   * Removes every version of a key; what may not be removed stays.
   *
   * @throws Fault NOT_ALLOWED where the store retains one, PERMISSION_DENIED
   */
  void delete(String key) {
    Fault refused = null;
    for (Shelf.Stored one : bucket.shelf().all(key)) {
      if (refused != null && one.marker()) {
        // Without the marker, what stays would be seen again.
        break;
      }
      try {
        deleteVersion(one);
      } catch (Fault e) {
        if (e.code() != FaultCode.PERMISSION_DENIED) {
          throw e;
        }
        refused = one.marker() ? e : explain(one, e);
      }
    }
    if (refused != null) {
      throw refused;
    }
  }

  /** Removes a key or, where the store retains it, hides it. */
  void withdraw(String key) {
    try {
      Claim.leftBeside(key, bucket).ifPresent(this::remove);
      delete(key);
    } catch (Fault e) {
      if (e.code() != FaultCode.NOT_ALLOWED) {
        throw e;
      }
      hide(key);
    }
  }

  private void hide(String key) {
    if (bucket.shelf().find(key).isPresent()) {
      connection.ask(
          "hide",
          key,
          s3 ->
              s3.deleteObject(
                  r ->
                      r.bucket(bucket.name())
                          .key(key)
                          .overrideConfiguration(connection.asPruner())));
    }
  }

  /** Removes one version if that is allowed; what stays is not what readers see. */
  void remove(Shelf.Stored one) {
    try {
      deleteVersion(one);
    } catch (Fault e) {
      if (e.code() != FaultCode.PERMISSION_DENIED) {
        throw e;
      }
    }
  }

  private void deleteVersion(Shelf.Stored one) {
    connection.ask(
        "delete",
        one.key(),
        s3 ->
            s3.deleteObject(
                r ->
                    r.bucket(bucket.name())
                        .key(one.key())
                        .versionId(one.versionOrNull())
                        .overrideConfiguration(connection.asPruner())));
  }

  /** The store says the same whether a lock forbids it or a missing right. */
  private Fault explain(Shelf.Stored one, Fault denied) {
    Optional<Instant> until = retainedUntil(one);
    return until
        .map(
            date ->
                new Fault(
                    FaultCode.NOT_ALLOWED,
                    "unable to delete, the store retains it until "
                        + date
                        + ": '"
                        + one.key()
                        + "'",
                    "Nobody can remove it earlier; try again after that.",
                    denied))
        .orElse(denied);
  }

  /** Until when the store keeps it, whoever asks. */
  Optional<Instant> retainedUntil(Shelf.Stored one) {
    HeadObjectResponse head = bucket.head(one);
    if (head.objectLockLegalHoldStatus() == ObjectLockLegalHoldStatus.ON) {
      return Optional.of(NEVER);
    }
    return Optional.ofNullable(head.objectLockRetainUntilDate())
        .filter(until -> until.isAfter(clock.instant()));
  }

  /** Discards every upload in parts under the prefix that was never completed. */
  void discardUploads(String prefix) {
    connection.ask(
        "discard uploads",
        prefix,
        s3 -> {
          s3
              .listMultipartUploadsPaginator(r -> r.bucket(bucket.name()).prefix(prefix))
              .uploads()
              .stream()
              .filter(upload -> upload.key().startsWith(prefix))
              .toList()
              .forEach(this::discard);
          return prefix;
        });
    // Afterwards: without its upload a claim decides nothing any more.
    Claim.under(prefix, bucket.shelf()).forEach(this::remove);
  }

  private void discard(MultipartUpload upload) {
    try {
      connection.ask(
          "discard",
          upload.key(),
          s3 ->
              s3.abortMultipartUpload(
                  r ->
                      r.bucket(bucket.name())
                          .key(upload.key())
                          .uploadId(upload.uploadId())
                          .overrideConfiguration(connection.asPruner())));
    } catch (Fault e) {
      if (!S3Faults.isGone(e)) {
        throw e;
      }
    }
  }
}
