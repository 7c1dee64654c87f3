package io.drillbook.driver.vault.s3;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** One bucket: its name, its prefix, and how its contents are to be seen. */
final class S3Bucket {
  /** Stores that never heard of versions answer so. */
  private static final int NOT_IMPLEMENTED = 501;

  private final S3Connection connection;
  private final String name;
  private final String prefix;
  private final Optional<Instant> asOf;
  private Shelf shelf;

  S3Bucket(S3Connection connection, S3Settings settings) {
    this.connection = connection;
    this.name = settings.bucket();
    this.prefix = settings.prefix();
    this.asOf = settings.asOf();
  }

  String name() {
    return name;
  }

  /** The store's key for one of ours. */
  String inStore(String key) {
    return prefix + key;
  }

  String ours(String inStore) {
    return inStore.substring(prefix.length());
  }

  /**
   * How this bucket is seen; asked once.
   *
   * @throws Fault PERMISSION_DENIED where the login may not know whether there are versions
   */
  synchronized Shelf shelf() {
    if (shelf == null) {
      shelf = versioning().map(this::versioned).orElseGet(this::plain);
    }
    return shelf;
  }

  /** What was kept before versioning was suspended is still there, to be read and removed. */
  private Shelf versioned(BucketVersioningStatus status) {
    return new VersionedShelf(connection, name, asOf, status == BucketVersioningStatus.ENABLED);
  }

  private Shelf plain() {
    if (asOf.isPresent()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to look back, the bucket keeps no versions: '" + name + "'",
          "Leave 'as-of' out: what was overwritten or removed there is gone.");
    }
    return new PlainShelf(connection, name);
  }

  /** Who looks back changes nothing. */
  void requireNow() {
    asOf.ifPresent(
        time -> {
          throw new Fault(
              FaultCode.NOT_ALLOWED,
              "unable to change a vault that is read as of " + time + ": '" + name + "'",
              "'as-of' is for reading; leave it out to write.");
        });
  }

  /** Enabled, suspended, or never heard of. */
  Optional<BucketVersioningStatus> versioning() {
    return connection.ask(
        "ask for versions",
        name,
        s3 -> {
          try {
            return Optional.ofNullable(s3.getBucketVersioning(r -> r.bucket(name)).status());
          } catch (S3Exception e) {
            if (e.statusCode() == NOT_IMPLEMENTED) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  HeadObjectResponse head(Shelf.Stored object) {
    return connection.ask(
        "look at",
        object.key(),
        s3 ->
            s3.headObject(r -> r.bucket(name).key(object.key()).versionId(object.versionOrNull())));
  }
}
