package io.drillbook.driver.vault.s3;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Object;

/** A bucket without versions. */
final class PlainShelf implements Shelf {
  private final S3Connection connection;
  private final String bucket;

  PlainShelf(S3Connection connection, String bucket) {
    this.connection = connection;
    this.bucket = bucket;
  }

  @Override
  public Optional<Stored> find(String key) {
    try {
      HeadObjectResponse head =
          connection.ask("look for", key, s3 -> s3.headObject(r -> r.bucket(bucket).key(key)));
      return Optional.of(
          new Stored(key, Optional.empty(), head.contentLength(), head.lastModified(), false));
    } catch (Fault e) {
      boolean unclear =
          e.code() == FaultCode.POINT_UNKNOWN || e.code() == FaultCode.PERMISSION_DENIED;
      if (!unclear) {
        throw e;
      }
      // A HEAD tells no reason: a missing bucket or a refused login would pass as a missing object.
      return listed(key);
    }
  }

  private Optional<Stored> listed(String key) {
    return connection
        .ask(
            "look for",
            key,
            s3 -> s3.listObjectsV2(r -> r.bucket(bucket).prefix(key).maxKeys(1)).contents())
        .stream()
        .filter(found -> found.key().equals(key))
        .map(PlainShelf::stored)
        .findFirst();
  }

  @Override
  public List<Stored> list(String prefix) {
    return connection.ask(
        "list",
        prefix,
        s3 ->
            s3.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix)).contents().stream()
                .map(PlainShelf::stored)
                .toList());
  }

  @Override
  public List<Stored> all(String key) {
    return find(key).stream().toList();
  }

  @Override
  public boolean tellsWhoWasFirst() {
    return false;
  }

  @Override
  public Set<String> keys(String prefix) {
    return list(prefix).stream().map(Stored::key).collect(Collectors.toSet());
  }

  private static Stored stored(S3Object found) {
    return new Stored(found.key(), Optional.empty(), found.size(), found.lastModified(), false);
  }
}
