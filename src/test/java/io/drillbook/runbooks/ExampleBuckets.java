package io.drillbook.runbooks;

import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;
import java.util.List;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;

/** The buckets that the example plans name, in Adobe's S3Mock. */
final class ExampleBuckets {
  private final S3Server server = TestBed.s3Mock();

  ExampleBuckets() {
    try (S3Client s3 = server.client()) {
      for (String bucket : List.of("payload-media", "cleaning-uploads")) {
        for (String suffix : List.of("", "-standby", "-sandbox")) {
          s3.createBucket(r -> r.bucket(bucket + suffix));
        }
        s3.putBucketVersioning(
            r ->
                r.bucket(bucket)
                    .versioningConfiguration(v -> v.status(BucketVersioningStatus.ENABLED)));
        for (String content : List.of("first", "second")) {
          s3.putObject(r -> r.bucket(bucket).key("a.jpg"), RequestBody.fromString(content));
        }
      }
      keepReplacedFor30Days(s3, "cleaning-uploads");
    }
  }

  private static void keepReplacedFor30Days(S3Client s3, String bucket) {
    LifecycleRule rule =
        LifecycleRule.builder()
            .id("replaced")
            .status(ExpirationStatus.ENABLED)
            .filter(f -> f.prefix(""))
            .noncurrentVersionExpiration(n -> n.noncurrentDays(30))
            .build();
    s3.putBucketLifecycleConfiguration(
        r -> r.bucket(bucket).lifecycleConfiguration(l -> l.rules(rule)));
  }

  /** A plan with the address and the certificate of this machine's server. */
  String here(String plan) {
    String found = "endpoint: https://s3.example.com";
    String endpoint = "endpoint: \"" + server.endpoint() + "\"";
    String authority = "ca-file: " + server.caFile();
    return plan.replace(found + ",", endpoint + ", " + authority + ",")
        .replace(found + "\n", endpoint + "\n    " + authority + "\n");
  }
}
