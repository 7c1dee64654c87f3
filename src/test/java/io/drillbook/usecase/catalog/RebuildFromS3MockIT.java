package io.drillbook.usecase.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.retention.Hold;
import io.drillbook.driver.vault.s3.S3VaultDriver;
import io.drillbook.testbed.S3Server;
import io.drillbook.testbed.S3Server.Keeps;
import io.drillbook.testbed.TestBed;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.CatalogInMemory;
import io.drillbook.usecase.RetentionInMemory;
import io.drillbook.usecase.catalog.CatalogLine.Kind;
import io.drillbook.usecase.retention.RecallHolds;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The catalog is lost, and the only vault is a bucket. */
class RebuildFromS3MockIT {
  private static final List<String> POINTS =
      List.of("20261118T020000Z-00000a", "20261119T020000Z-00000b", Bench.POINT);
  private static final List<String> OFFSITE = List.of("offsite");

  @TempDir Path folder;
  private final ProtectionPlan plan = Bench.plan(OFFSITE, OFFSITE);
  private final CatalogInMemory fresh = new CatalogInMemory();
  private Bench bench;

  S3Server server() {
    return TestBed.s3Mock();
  }

  @BeforeEach
  void backUp() {
    bench = new Bench(folder);
    bench.vaults.clear();
    bench.vaults.put(
        "offsite",
        new S3VaultDriver(S3Server.SECRETS, Clock.systemUTC())
            .open(
                "offsite",
                new Settings(
                    server()
                        .settings(
                            Keeps.VERSIONS, "catalog-" + UUID.randomUUID(), S3Server.OWNER))));
    for (String point : POINTS) {
      bench.catalog.begin("shop", point, "backup-" + point, Bench.NOW);
      bench.capture().capture(plan, "db", point, bench.step);
      bench.capture().capture(plan, "media", point, bench.step);
      bench.seal().seal(plan, point, bench.step);
    }
  }

  private CatalogReport rebuild(RetentionInMemory retention) {
    CheckCatalog check = new CheckCatalog(new OnePlan(plan), fresh, bench.configured(), bench.keys);
    RecallHolds holds = new RecallHolds(bench.configured(), bench.keys, retention);
    return new RebuildCatalog(check, new OnePlan(plan), holds, bench.clock).rebuild();
  }

  @Test
  void theRebuiltCatalogEqualsTheOldOne() {
    Hold hold =
        new Hold(
            "hold-1",
            "shop",
            Bench.POINT,
            "a lawsuit",
            "anna",
            Bench.NOW,
            Optional.empty(),
            Optional.empty());
    RetentionInMemory before = new RetentionInMemory(bench.catalog);
    before.hold(hold);
    new RecallHolds(bench.configured(), bench.keys, before).recall(plan);
    RetentionInMemory after = new RetentionInMemory(fresh);

    CatalogReport report = rebuild(after);

    assertThat(report.good()).isTrue();
    assertThat(report.count(Kind.NEW)).isEqualTo(POINTS.size());
    assertThat(fresh.points("shop"))
        .usingRecursiveComparison()
        .as("no vault knows of runs")
        .ignoringFields("runId")
        .isEqualTo(bench.catalog.points("shop"));
    assertThat(fresh.points("shop"))
        .extracting(CatalogPoint::point)
        .containsExactlyInAnyOrderElementsOf(POINTS);
    for (String point : POINTS) {
      assertThat(fresh.captures("shop", point)).isEqualTo(bench.catalog.captures("shop", point));
    }
    assertThat(after.holds("shop")).containsExactly(hold);
    assertThat(rebuild(after).lines()).extracting(CatalogLine::kind).containsOnly(Kind.KNOWN);
  }

  @Test
  void whatABackupThatDiedLeftInTheBucketIsNotTakenIn() {
    String died = "20261121T020000Z-00000c";
    bench.catalog.begin("shop", died, "backup-" + died, Bench.NOW);
    bench.capture().capture(plan, "db", died, bench.step);

    CatalogReport report = rebuild(new RetentionInMemory(fresh));

    assertThat(report.count(Kind.UNSEALED)).isEqualTo(1);
    assertThat(fresh.points("shop"))
        .extracting(CatalogPoint::point)
        .containsExactlyInAnyOrderElementsOf(POINTS);
  }
}
