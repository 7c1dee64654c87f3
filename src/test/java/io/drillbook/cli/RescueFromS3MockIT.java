package io.drillbook.cli;

import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.S3Server.Keeps;
import io.drillbook.testbed.TestBed;
import java.nio.file.Path;
import java.util.Map;
import java.util.UUID;

/** The vault is a bucket; its login stands in the environment and nowhere else. */
class RescueFromS3MockIT extends RescueFromAfar {
  private final String prefix = "rescue-" + UUID.randomUUID();

  S3Server server() {
    return TestBed.s3Mock();
  }

  @Override
  void makeVault(Path folder) {
    server().bucket(Keeps.VERSIONS);
  }

  @Override
  String name() {
    return "s3mock";
  }

  @Override
  String word() {
    return "s3://%s/%s?endpoint=%s&path-style=true&ca-file=%s"
        .formatted(server().bucket(Keeps.VERSIONS), prefix, server().endpoint(), server().caFile());
  }

  @Override
  Map<String, String> environment() {
    return Map.of(
        "S3_ACCESS_KEY", S3Server.OWNER.accessKey(), "S3_SECRET_KEY", S3Server.OWNER.secretKey());
  }

  @Override
  String block() {
    return """
        kind: s3
        endpoint: %s
        bucket: %s
        prefix: %s
        path-style: true
        ca-file: %s
        access-key: "${S3_ACCESS_KEY}"
        secret-key: "${S3_SECRET_KEY}"
        """
        .formatted(server().endpoint(), server().bucket(Keeps.VERSIONS), prefix, server().caFile());
  }
}
