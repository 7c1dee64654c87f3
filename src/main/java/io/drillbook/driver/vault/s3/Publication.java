package io.drillbook.driver.vault.s3;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.ServerSideEncryption;

/**
 * The instant at which an object comes into being, and what is looked at before that is believed:
 * whether it is ours, whole, locked, and the one that readers see.
 */
final class Publication {
  private final S3Connection connection;
  private final S3Bucket bucket;
  private final NewObject object;
  private final Removal removal;

  Publication(S3Connection connection, S3Bucket bucket, NewObject object, Removal removal) {
    this.connection = connection;
    this.bucket = bucket;
    this.object = object;
    this.removal = removal;
  }

  /** Refuses early; the commit itself decides. */
  void requireFree() {
    if (bucket.shelf().find(object.key()).isPresent()) {
      throw taken();
    }
  }

  /**
   * Commits and confirms.
   *
   * @param commit the request; answers the new version, if the store names one
   * @param bytes how large the object must be
   * @param tag its entity tag where the store makes it from MD5 sums
   */
  void publish(Supplier<Optional<String>> commit, long bytes, String tag) {
    Shelf.Stored own = first(commit(commit));
    HeadObjectResponse head = bucket.head(own);
    if (!object.isOurs(head.metadata())) {
      throw taken();
    }
    if (head.contentLength() != bytes || differs(tag, head)) {
      removal.remove(own);
      throw new Fault(
          FaultCode.CHECKSUM_MISMATCH,
          "unable to commit, the store holds other bytes than were sent: '" + object.key() + "'",
          "The object was taken back. Is something between here and the store altering data?");
    }
    lock(own, head);
  }

  private Shelf.Stored commit(Supplier<Optional<String>> commit) {
    try {
      return own(commit.get());
    } catch (Fault e) {
      return arrivedAllTheSame(e).orElseThrow(() -> e);
    }
  }

  /** The answer may have been lost: then the object is there, and a second try finds it taken. */
  private Optional<Shelf.Stored> arrivedAllTheSame(Fault trouble) {
    try {
      for (Shelf.Stored one : bucket.shelf().all(object.key())) {
        if (!one.marker() && isOurs(one)) {
          return Optional.of(one);
        }
      }
      return Optional.empty();
    } catch (Fault e) {
      trouble.addSuppressed(e);
      return Optional.empty();
    }
  }

  private Shelf.Stored own(Optional<String> version) {
    return new Shelf.Stored(object.key(), version, 0, Instant.EPOCH, false);
  }

  /** Where the store encrypts by a key service, tags are no sums; elsewhere they are. */
  private static boolean differs(String tag, HeadObjectResponse head) {
    boolean keyService =
        head.serverSideEncryption() != null
            && head.serverSideEncryption() != ServerSideEncryption.AES256;
    String found = String.valueOf(head.eTag()).replace("\"", "");
    return !keyService && found.matches("[0-9a-f]{32}(-\\d+)?") && !found.equals(tag);
  }

  /** Some stores forget the lock of an upload in parts: then it is set now. */
  private void lock(Shelf.Stored own, HeadObjectResponse head) {
    if (object.lockMode().isEmpty() || head.objectLockRetainUntilDate() != null) {
      return;
    }
    connection.ask(
        "lock",
        object.key(),
        s3 ->
            s3.putObjectRetention(
                r ->
                    r.bucket(object.bucket())
                        .key(object.key())
                        .versionId(own.versionOrNull())
                        .retention(
                            l ->
                                l.mode(object.lockMode().orElseThrow().toString())
                                    .retainUntilDate(object.lockedUntil()))));
    if (bucket.head(own).objectLockRetainUntilDate() == null) {
      throw new Fault(
          FaultCode.PERMISSION_DENIED,
          "unable to see the lock that was set: '" + object.key() + "'",
          "Grant s3:GetObjectRetention, and check that the bucket has object lock.");
    }
  }

  /**
   * A store with versions may take two of one key: then the first counts and others of ours go.
   * There are several of ours where an answer was lost and the object was sent again.
   */
  private Shelf.Stored first(Shelf.Stored own) {
    if (own.version().isEmpty()) {
      return own;
    }
    Optional<Shelf.Stored> seen = bucket.shelf().find(object.key());
    if (seen.map(Shelf.Stored::version).equals(Optional.of(own.version()))) {
      return own;
    }
    for (Shelf.Stored one : bucket.shelf().all(object.key())) {
      boolean isSeen = seen.map(Shelf.Stored::version).equals(Optional.of(one.version()));
      if (!one.marker() && !isSeen && isOurs(one)) {
        removal.remove(one);
      }
    }
    return seen.filter(this::isOurs).orElseThrow(this::taken);
  }

  /** What another writer took back meanwhile was not ours. */
  private boolean isOurs(Shelf.Stored one) {
    try {
      return object.isOurs(bucket.head(one).metadata());
    } catch (Fault e) {
      if (!S3Faults.isGone(e)) {
        throw e;
      }
      return false;
    }
  }

  private Fault taken() {
    return new Fault(
        FaultCode.OBJECT_EXISTS,
        "unable to write what is already there: '" + object.key() + "'",
        "Vaults are write-once; was the same step run twice?");
  }
}
