package io.drillbook.driver.vault.s3;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultProbe.Ability;
import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.TestBed;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;

/** Versioning was on and is suspended: a put now replaces what the last one wrote. */
@Tag("long")
class RadosSuspendedIT extends S3FaultsContract {
  private static final String BUCKET = "suspended";

  @Override
  S3Server server() {
    return TestBed.radosGateway();
  }

  @Override
  S3Server.Keeps keeps() {
    return S3Server.Keeps.VERSIONS;
  }

  @Override
  String timeout() {
    return "PT20S";
  }

  @BeforeAll
  static void suspend() {
    try (S3Client s3 = TestBed.radosGateway().client()) {
      s3.createBucket(r -> r.bucket(BUCKET));
      for (var status :
          new BucketVersioningStatus[] {
            BucketVersioningStatus.ENABLED, BucketVersioningStatus.SUSPENDED
          }) {
        s3.putBucketVersioning(
            r -> r.bucket(BUCKET).versioningConfiguration(v -> v.status(status)));
      }
    }
  }

  @Override
  Vault open(Map<String, Object> more) {
    Map<String, Object> settings = new HashMap<>(more);
    settings.put("bucket", BUCKET);
    return super.open(settings);
  }

  @Test
  void itsVersionsAreNotBelievedToTellWhoWasFirst() {
    Map<String, Object> settings = server().settings(keeps(), "", S3Server.OWNER);
    settings.put("bucket", BUCKET);
    assertThat(S3Parts.of(settings).bucket().shelf().tellsWhoWasFirst()).isFalse();
    assertThat(vault.probe().has(Ability.VERSIONING)).isFalse();
  }

  @Test
  void aLargeObjectTakesAClaimAndNothingStays() throws IOException {
    put(LARGE);
    assertThat(line.asked(request -> request.startsWith("PUT ") && request.contains(".part")))
        .isEqualTo(1);
    assertThat(get(direct)).isEqualTo(LARGE);
    vault.delete(KEY);
    assertNothingIsThere();
    try (S3Client s3 = server().client()) {
      var left = s3.listObjectVersions(r -> r.bucket(BUCKET).prefix(inStore("")));
      assertThat(left.versions()).isEmpty();
      assertThat(left.deleteMarkers()).isEmpty();
    }
  }
}
