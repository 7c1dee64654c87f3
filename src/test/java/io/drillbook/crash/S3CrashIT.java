package io.drillbook.crash;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.testbed.RadosGateway;
import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.S3Server.Keeps;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import software.amazon.awssdk.services.s3.S3Client;

/** A real S3 server. A member in parts is killed after each of its parts, too. */
@Tag("long")
class S3CrashIT extends CrashMatrix {
  private static RadosGateway server;
  private final String prefix = "crash-" + UUID.randomUUID();

  @BeforeAll
  static void startServer() {
    server = RadosGateway.start();
  }

  @AfterAll
  static void stopServer() {
    server.close();
  }

  Keeps keeps() {
    return Keeps.LATEST;
  }

  @Override
  VaultPlace place(Path folder) {
    Map<String, String> settings = new HashMap<>();
    Map<String, String> secrets = new HashMap<>();
    server
        .settings(keeps(), prefix, S3Server.OWNER)
        .forEach(
            (key, value) -> {
              if (value instanceof SecretReference secret) {
                secrets.put(key, secret.name());
              } else {
                settings.put(key, value.toString());
              }
            });
    return new VaultPlace("s3", settings, secrets);
  }

  @Override
  List<String> leftovers(Path folder) {
    List<String> left = new ArrayList<>();
    try (S3Client s3 = server.client()) {
      String bucket = server.bucket(keeps());
      s3.listMultipartUploadsPaginator(r -> r.bucket(bucket).prefix(prefix))
          .uploads()
          .forEach(upload -> left.add("unfinished " + upload.key()));
      var versions = s3.listObjectVersionsPaginator(r -> r.bucket(bucket).prefix(prefix));
      versions.deleteMarkers().forEach(marker -> left.add("marker " + marker.key()));
      versions.versions().stream()
          .filter(version -> !version.isLatest())
          .forEach(version -> left.add("hidden " + version.key()));
    }
    return left;
  }
}
