package io.drillbook.byhand;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.testbed.RadosGateway;
import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** A bucket on a real server, which refuses a wrong signature, restored into another one. */
final class S3BucketByHand implements ByHandSource {
  private final RadosGateway server = TestBed.radosGateway();
  private final S3Client s3 = server.client();
  private final boolean copy;
  private final String bucket = "by-hand-" + UUID.randomUUID();
  private final String target = "back-" + UUID.randomUUID();
  private final String before;

  S3BucketByHand(boolean copy) {
    this.copy = copy;
    s3.createBucket(r -> r.bucket(bucket));
    s3.createBucket(r -> r.bucket(target));
    s3.putBucketVersioning(
        r ->
            r.bucket(bucket)
                .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
    for (String key : List.of("a", "a/b", "x//y", "a b/ü+&=?#%41.txt", "quote\"back\\slash")) {
      put(key, "first of " + key);
      put(key, "second of " + key);
    }
    put("gone", "hidden");
    s3.deleteObject(r -> r.bucket(bucket).key("gone"));
    before = digest(bucket);
  }

  private void put(String key, String content) {
    s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(content));
  }

  @Override
  public String kind() {
    return "s3-bucket";
  }

  @Override
  public Settings source() {
    Map<String, Object> settings = new HashMap<>();
    settings.put("endpoint", server.endpoint());
    settings.put("ca-file", server.caFile().toString());
    settings.put("path-style", true);
    settings.put("bucket", bucket);
    settings.put("copy", copy);
    settings.put("access-key", new SecretReference("test", S3Server.OWNER.accessKey()));
    settings.put("secret-key", new SecretReference("test", S3Server.OWNER.secretKey()));
    return new Settings(settings);
  }

  /** Asked for after the capture: what happens to the bucket then. */
  @Override
  public Map<String, String> exports() {
    if (copy) {
      s3.listObjectVersions(r -> r.bucket(bucket))
          .versions()
          .forEach(
              one ->
                  s3.deleteObject(r -> r.bucket(bucket).key(one.key()).versionId(one.versionId())));
    } else {
      put("a", "third, by somebody else");
      s3.deleteObject(r -> r.bucket(bucket).key("a/b"));
    }
    return Map.of(
        "ENDPOINT", server.endpoint(),
        "REGION", "us-east-1",
        "AWS_ACCESS_KEY_ID", S3Server.OWNER.accessKey(),
        "AWS_SECRET_ACCESS_KEY", S3Server.OWNER.secretKey(),
        "CURL_CA_BUNDLE", server.caFile().toString(),
        "TARGET", target);
  }

  @Override
  public String before() {
    return before;
  }

  @Override
  public String after(Path work) {
    return digest(target);
  }

  private String digest(String where) {
    return s3.listObjectsV2(r -> r.bucket(where)).contents().stream()
        .map(
            object ->
                object.key()
                    + " "
                    + Arrays.hashCode(
                        s3.getObjectAsBytes(r -> r.bucket(where).key(object.key())).asByteArray()))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  @Override
  public void close() {
    s3.close();
  }
}
