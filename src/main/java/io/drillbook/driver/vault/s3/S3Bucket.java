package io.drillbook.driver.vault.s3;

import io.drillbook.domain.fault.Fault;
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
  private Shelf shelf;

  S3Bucket(S3Connection connection, String name, String prefix) {
    this.connection = connection;
    this.name = name;
    this.prefix = prefix;
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
      shelf =
          versioning().isPresent()
              ? new VersionedShelf(connection, name)
              : new PlainShelf(connection, name);
    }
    return shelf;
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
