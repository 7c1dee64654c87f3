package io.drillbook.usecase.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.vault.s3.S3VaultDriver;
import io.drillbook.spi.vault.Vault;
import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.S3Server.Keeps;
import io.drillbook.testbed.TestBed;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.backup.LeaseRecoveryPoint;
import io.drillbook.usecase.backup.ReleaseRecoveryPoint;
import io.drillbook.usecase.restore.PointWanted;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/** Bug 32 of the table: a bucket that locks every object, and shows who writes one anew. */
class WriteOnceIT {
  private final S3Server server = TestBed.radosGateway();
  private final String prefix = "once-" + UUID.randomUUID();
  @TempDir Path folder;

  /**
   * A point is leased, captured, sealed, sealed again after a crash, read back, held and let go. To
   * be planted: a release that is written over its hold. Not tried yet.
   */
  @Test
  void aWholeLifeWritesEveryObjectOnce() {
    RetentionBed bed = new RetentionBed(folder);
    Bench bench = bed.bench;
    bench.vaults.put("offsite", locked());
    bench.catalog.begin("shop", Bench.POINT, "backup-1", Bench.NOW);
    ProtectionPlan plan = bench.plan(List.of("primary", "offsite"));
    new LeaseRecoveryPoint(bench.configured(), bench.clock, "here")
        .lease(plan, Bench.POINT, "backup-1");
    bench.capture().capture(plan, "db", Bench.POINT, bench.step);
    bench.capture().capture(plan, "media", Bench.POINT, bench.step);
    bench.seal().seal(plan, Bench.POINT, bench.step);
    bench.seal().seal(plan, Bench.POINT, bench.step);
    new ReleaseRecoveryPoint(bench.configured()).release(plan, Bench.POINT);
    bench.verify().verify(PointWanted.of(plan, Bench.POINT, Set.of()), bench.step);
    bed.holds().hold("shop", Bench.POINT, "a lawsuit", Optional.empty(), "ada");
    bed.holds().release("shop", Bench.POINT, "it is over", "bob");

    ListObjectVersionsResponse stored = stored();
    Map<String, Long> written =
        stored.versions().stream()
            .collect(Collectors.groupingBy(ObjectVersion::key, Collectors.counting()));
    assertThat(written.keySet().stream().filter(key -> key.contains("/_holds/"))).hasSize(3);
    assertThat(written).hasSizeGreaterThanOrEqualTo(9);
    assertThat(written.values()).as(written.toString()).containsOnly(1L);
    assertThat(stored.deleteMarkers()).allMatch(gone -> gone.key().contains("/_leases/"));
  }

  private Vault locked() {
    Map<String, Object> settings = server.settings(Keeps.LOCKS, prefix, S3Server.OWNER);
    settings.put("lock-mode", "compliance");
    settings.put("lock-for", "PT1H");
    return new S3VaultDriver(S3Server.SECRETS, Clock.systemUTC())
        .open("offsite", new Settings(settings));
  }

  private ListObjectVersionsResponse stored() {
    try (S3Client s3 = server.client()) {
      return s3.listObjectVersions(r -> r.bucket(server.bucket(Keeps.LOCKS)).prefix(prefix));
    }
  }
}
