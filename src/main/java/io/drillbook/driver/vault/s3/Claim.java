package io.drillbook.driver.vault.s3;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;

/**
 * Decides between two uploads in parts of one key. Some stores ignore the condition when they
 * complete one, and the later would overwrite the earlier; all decide about a small object. Nobody
 * sees it: no key of ours ends so. One that a dead process left goes with its uploads.
 */
final class Claim {
  private static final String SUFFIX = ".part";

  private final S3Connection connection;
  private final S3Bucket bucket;
  private final NewObject object;
  private final Removal removal;
  private boolean held;

  Claim(S3Connection connection, S3Bucket bucket, NewObject object, Removal removal) {
    this.connection = connection;
    this.bucket = bucket;
    this.object = object;
    this.removal = removal;
  }

  /**
   * Takes it; not needed where the bucket's versions tell who was first.
   *
   * @throws Fault OBJECT_EXISTS where somebody else has it
   */
  void take() {
    if (bucket.shelf().tellsWhoWasFirst()) {
      return;
    }
    try {
      connection.askPatiently(
          "claim",
          object.key(),
          s3 -> s3.putObject(object.claim(own().key()), RequestBody.empty()));
    } catch (Fault e) {
      if (!isOurs(e)) {
        throw e.code() == FaultCode.OBJECT_EXISTS ? taken(e) : e;
      }
    }
    held = true;
  }

  /** The answer to the first try may have been lost. */
  private boolean isOurs(Fault trouble) {
    try {
      return object.isOurs(bucket.head(own()).metadata());
    } catch (Fault e) {
      trouble.addSuppressed(e);
      return false;
    }
  }

  /** Gives it back if that can be; what stays is swept with what dead uploads left. */
  void release() {
    if (!held) {
      return;
    }
    held = false;
    try {
      // A late one looks first: ours may have been discarded, and a successor hold the name.
      bucket
          .shelf()
          .find(own().key())
          .filter(one -> object.isOurs(bucket.head(one).metadata()))
          .ifPresent(removal::remove);
    } catch (Fault e) {
      // The object is there or is not: a claim that stays changes nothing about that.
      held = e.code() == FaultCode.CANCELLED;
    }
  }

  private Shelf.Stored own() {
    return on(object.key());
  }

  private Fault taken(Fault cause) {
    return new Fault(
        FaultCode.OBJECT_EXISTS,
        "unable to commit, another upload is about to: '" + object.key() + "'",
        "If none is, a run died here: the next try of the step discards what it left.",
        cause);
  }

  /** The claim on one key, whoever has it. */
  static Shelf.Stored on(String key) {
    return Shelf.Stored.named(key + SUFFIX);
  }

  /** The claim that the object was written with, where it stayed; any other may be in use. */
  static Optional<Shelf.Stored> leftBeside(String key, S3Bucket bucket) {
    Shelf shelf = bucket.shelf();
    return shelf.tellsWhoWasFirst()
        ? Optional.empty()
        : shelf
            .find(on(key).key())
            .filter(
                claim -> {
                  Optional<String> writer = shelf.find(key).flatMap(one -> token(one, bucket));
                  return writer.isPresent() && writer.equals(token(claim, bucket));
                });
  }

  private static Optional<String> token(Shelf.Stored one, S3Bucket bucket) {
    try {
      return Optional.ofNullable(bucket.head(one).metadata().get(NewObject.TOKEN));
    } catch (Fault e) {
      if (!S3Faults.isGone(e)) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** Every claim under the prefix. */
  static List<Shelf.Stored> under(String prefix, Shelf shelf) {
    return shelf.tellsWhoWasFirst()
        ? List.of()
        : shelf.list(prefix).stream().filter(one -> one.key().endsWith(SUFFIX)).toList();
  }
}
