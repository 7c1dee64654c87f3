package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.testbed.S3Server;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/** Makes buckets on a server and says what is in them, past the product. */
final class Buckets {
  private static final AtomicInteger MADE = new AtomicInteger();
  private static final int PART = 5 << 20;

  private final S3Server server;
  private final S3Client s3;

  Buckets(S3Server server) {
    this.server = server;
    this.s3 = server.client();
  }

  S3Client client() {
    return s3;
  }

  String make(boolean versions) {
    String name = "b" + ProcessHandle.current().pid() + "-" + MADE.incrementAndGet();
    s3.createBucket(r -> r.bucket(name));
    if (versions) {
      versioning(name, BucketVersioningStatus.ENABLED);
    }
    return name;
  }

  void versioning(String bucket, BucketVersioningStatus status) {
    s3.putBucketVersioning(r -> r.bucket(bucket).versioningConfiguration(v -> v.status(status)));
  }

  Settings settings(String bucket, Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("endpoint", server.endpoint());
    settings.put("ca-file", server.caFile().toString());
    settings.put("path-style", true);
    settings.put("bucket", bucket);
    settings.put("timeout", "PT20S");
    settings.put("access-key", new SecretReference("test", S3Server.OWNER.accessKey()));
    settings.put("secret-key", new SecretReference("test", S3Server.OWNER.secretKey()));
    settings.putAll(more);
    return new Settings(settings);
  }

  void put(String bucket, String key, String content) {
    s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(content));
  }

  void delete(String bucket, String key) {
    s3.deleteObject(r -> r.bucket(bucket).key(key));
  }

  /** Everything that a bucket can hold and a copy can lose. */
  void zoo(String bucket) {
    for (String key : List.of("a", "a/b", "a b/ü+&=?#.txt")) {
      put(bucket, key, "content of " + key);
    }
    put(bucket, "folder/", "");
    put(bucket, "twice", "first");
    put(bucket, "twice", "second");
    put(bucket, "gone", "hidden");
    delete(bucket, "gone");
    put(bucket, "back", "before");
    delete(bucket, "back");
    put(bucket, "back", "after");
    s3.putObject(
        r ->
            r.bucket(bucket)
                .key("typed.css")
                .contentType("text/css")
                .cacheControl("max-age=60")
                .metadata(Map.of("order", "4711")),
        RequestBody.fromString("p{}"));
    inParts(bucket, "large");
  }

  /** Names that no file can have; Adobe's double takes them for paths. */
  void hostileKeys(String bucket) {
    for (String key : List.of("%41", "quote\"back\\slash", "x//y", "z/../y")) {
      put(bucket, key, "content of " + key);
    }
  }

  /** An object whose tag is no sum of its bytes. */
  void inParts(String bucket, String key) {
    byte[] bytes = new byte[PART + 1_000_000];
    new Random(7).nextBytes(bytes);
    String id = s3.createMultipartUpload(r -> r.bucket(bucket).key(key)).uploadId();
    List<CompletedPart> parts = new ArrayList<>();
    for (int from = 0; from < bytes.length; from += PART) {
      int number = parts.size() + 1;
      byte[] part = java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PART));
      String tag =
          s3.uploadPart(
                  r -> r.bucket(bucket).key(key).uploadId(id).partNumber(number),
                  RequestBody.fromBytes(part))
              .eTag();
      parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
    }
    s3.completeMultipartUpload(
        r -> r.bucket(bucket).key(key).uploadId(id).multipartUpload(m -> m.parts(parts)));
  }

  /** Says what a reader sees, so that equal text means equal data. */
  String digest(String bucket, String prefix) {
    return s3.listObjectsV2Paginator(r -> r.bucket(bucket).prefix(prefix)).contents().stream()
        .filter(object -> isThere(bucket, object.key()))
        .map(
            object -> object.key().substring(prefix.length()) + " " + content(bucket, object.key()))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  /** Adobe's double lists what was deleted, too. */
  private boolean isThere(String bucket, String key) {
    try {
      s3.headObject(r -> r.bucket(bucket).key(key));
      return true;
    } catch (software.amazon.awssdk.services.s3.model.NoSuchKeyException e) {
      return false;
    }
  }

  private String content(String bucket, String key) {
    var object = s3.getObjectAsBytes(r -> r.bucket(bucket).key(key));
    Map<String, String> metadata = new TreeMap<>(object.response().metadata());
    metadata.keySet().removeIf(name -> name.startsWith("drillbook-"));
    return java.util.UUID.nameUUIDFromBytes(object.asByteArray())
        + " "
        + object.response().contentType()
        + " "
        + object.response().cacheControl()
        + " "
        + metadata;
  }

  String text(String bucket, String key) {
    return s3.getObjectAsBytes(r -> r.bucket(bucket).key(key)).asString(StandardCharsets.UTF_8);
  }

  long versions(String bucket) {
    var all = s3.listObjectVersions(r -> r.bucket(bucket));
    return (long) all.versions().size() + all.deleteMarkers().size();
  }
}
