package io.drillbook.usecase.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.PointState;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.VaultUpload;
import io.drillbook.usecase.Bench;
import io.drillbook.usecase.CatalogInMemory;
import io.drillbook.usecase.retention.VaultAround;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two servers, each with a catalog of its own, and the same two vaults. */
class LeftoversIT {
  private static final String DEAD = "20261117T020000Z-dddddd";
  private static final Duration OLD = Duration.ofHours(49);
  private static final Duration YOUNG = Duration.ofHours(47);

  @TempDir Path folder;
  private Bench bench;
  private final CatalogInMemory catalogOfTheOther = new CatalogInMemory();

  @BeforeEach
  void setUp() {
    bench = new Bench(folder);
  }

  @Test
  void theNextBackupRemovesWhatADeadOneOfAnotherServerLeft() throws IOException {
    dies(DEAD);
    age(DEAD, OLD);

    Map<String, String> cleaned = backUpHere();

    assertThat(cleaned).containsOnlyKeys("offsite/" + DEAD, "primary/" + DEAD);
    assertThat(keys("primary")).noneMatch(key -> key.contains(DEAD));
    assertThat(keys("offsite")).noneMatch(key -> key.contains(DEAD));
  }

  @Test
  void whatIsYoungerThanTwoDaysStays() throws IOException {
    dies(DEAD);
    age(DEAD, YOUNG);
    List<String> before = keys("primary");

    assertThat(backUpHere()).isEmpty();

    assertThat(keys("primary")).containsAll(before);
  }

  @Test
  void aYoungLeaseProtectsOldMembersAndAYoungMemberAnOldLease() throws IOException {
    dies(DEAD);
    age(DEAD, OLD);
    touch("primary", "_leases/shop/" + DEAD, YOUNG);
    touch("offsite", "shop/" + DEAD + "/db.1.raw.zst.pgp", YOUNG);

    assertThat(backUpHere()).isEmpty();
  }

  @Test
  void aSealedPointStaysHoweverOldEvenWhereItsSignatureCannotBeChecked() throws IOException {
    dies(DEAD);
    put("primary", "shop/" + DEAD + "/manifest.json.asc");
    age(DEAD, Duration.ofDays(400));

    Map<String, String> cleaned = backUpHere();

    assertThat(cleaned).containsOnlyKeys("offsite/" + DEAD);
    assertThat(keys("primary")).contains("shop/" + DEAD + "/db.0.raw.zst.pgp");
  }

  @Test
  void theOldLeaseOfASealedPointGoesAndAYoungOneStays() throws IOException {
    String young = DEAD.replace("dddddd", "eeeeee");
    for (String point : List.of(DEAD, young)) {
      dies(point);
      for (String vault : List.of("primary", "offsite")) {
        put(vault, "shop/" + point + "/manifest.json.asc");
      }
      age(point, point.equals(young) ? YOUNG : OLD);
    }

    assertThat(backUpHere()).isEmpty();

    for (String vault : List.of("primary", "offsite")) {
      assertThat(keys(vault))
          .contains("shop/" + DEAD + "/manifest.json.asc", "_leases/shop/" + young)
          .doesNotContain("_leases/shop/" + DEAD);
    }
  }

  @Test
  void aWriterThatMayNotDeleteLeavesOldLeasesAndIsNotAskedForEachOfThem() throws IOException {
    for (String point : List.of(DEAD, DEAD.replace("dddddd", "eeeeee"))) {
      dies(point);
      put("primary", "shop/" + point + "/manifest.json.asc");
      put("offsite", "shop/" + point + "/manifest.json.asc");
      age(point, OLD);
    }
    List<String> asked = new ArrayList<>();
    bench.vaults.replaceAll((name, real) -> withoutDeleting(real, asked));

    assertThat(backUpHere()).isEmpty();

    assertThat(asked).hasSize(2).allMatch(key -> key.startsWith("_leases/"));
  }

  @Test
  void whatAServerThatDiedWhileItWroteTheLeaseLeftGoesWithTheLease() throws IOException {
    bench.vaults.get("primary").create("_leases/shop/" + Bench.POINT).write(1);
    lease().lease(bench.plan(), Bench.POINT, "backup-1");
    try (Stream<Path> files = Files.list(folder.resolve("primary/_leases/shop"))) {
      assertThat(files).hasSize(2);
    }

    new ReleaseRecoveryPoint(bench.configured()).release(bench.plan(), Bench.POINT);

    assertThat(folder.resolve("primary/_leases")).doesNotExist();
  }

  @Test
  void aCopyThatIsOnlyBehindStays() throws IOException {
    dies(DEAD);
    age(DEAD, OLD);
    bench.catalog.begin("shop", DEAD, "backup-0", Bench.NOW.minus(OLD));
    bench.catalog.seal("shop", DEAD, Bench.NOW.minus(OLD), List.of());

    assertThat(backUpHere()).isEmpty();
  }

  @Test
  void leftoversOfAnotherSystemAreNotOurs() throws IOException {
    put("primary", "mail/" + DEAD + "/db.0.raw.zst.pgp");
    touch("primary", "mail/" + DEAD + "/db.0.raw.zst.pgp", OLD);

    assertThat(backUpHere()).isEmpty();
    assertThat(keys("primary")).contains("mail/" + DEAD + "/db.0.raw.zst.pgp");
  }

  @Test
  void twoServersNeverCaptureTheSamePoint() {
    lease().lease(bench.plan(), Bench.POINT, "backup-1");
    assertThat(lease().lease(bench.plan(), Bench.POINT, "backup-1")).isEmpty();
    assertThatThrownBy(() -> lease().lease(bench.plan(), Bench.POINT, "backup-2"))
        .isInstanceOf(Fault.class)
        .extracting(e -> ((Fault) e).code())
        .isEqualTo(FaultCode.OBJECT_EXISTS);
  }

  @Test
  void aSealedPointNeedsNoLeaseAndAFailureToRemoveItIsNone() throws IOException {
    backUpHere();
    assertThat(keys("primary")).contains("_leases/shop/" + Bench.POINT);
    new ReleaseRecoveryPoint(bench.configured()).release(bench.plan(), Bench.POINT);
    assertThat(keys("primary")).noneMatch(key -> key.startsWith("_leases/"));

    deleteFolder(folder.resolve("primary"));
    new ReleaseRecoveryPoint(bench.configured()).release(bench.plan(), Bench.POINT);
    assertThat(bench.catalog.state(Bench.POINT)).isEqualTo(PointState.SEALED);
  }

  /** The other server captures and dies before it seals. */
  private void dies(String point) {
    lease().lease(bench.plan(), point, "backup-dead");
    catalogOfTheOther.begin("shop", point, "backup-dead", Bench.NOW);
    new CaptureSource(bench.drivers(), bench.configured(), bench.keys, catalogOfTheOther)
        .capture(bench.plan(), "db", point, bench.step);
  }

  private Map<String, String> backUpHere() {
    lease().lease(bench.plan(), Bench.POINT, "backup-1");
    Map<String, String> cleaned =
        new CleanLeftovers(bench.configured(), bench.catalog).clean(bench.plan(), Bench.POINT);
    bench.backUp();
    return cleaned;
  }

  private LeaseRecoveryPoint lease() {
    return new LeaseRecoveryPoint(bench.configured(), bench.clock, "host");
  }

  private List<String> keys(String vault) {
    return bench.vaults.get(vault).list("").stream().map(Vault.Entry::key).toList();
  }

  private void age(String point, Duration age) throws IOException {
    for (String vault : List.of("primary", "offsite")) {
      for (String key : keys(vault)) {
        if (key.contains(point)) {
          touch(vault, key, age);
        }
      }
    }
  }

  /** The store's clock is this machine's, which is not the bench's: that one stands still. */
  private void touch(String vault, String key, Duration age) throws IOException {
    Files.setLastModifiedTime(
        folder.resolve(vault).resolve(key), FileTime.from(Instant.now().minus(age)));
  }

  private void put(String vault, String key) throws IOException {
    try (VaultUpload upload = bench.vaults.get(vault).create(key)) {
      upload.write(1);
      upload.commit();
    }
  }

  private static Vault withoutDeleting(Vault real, List<String> asked) {
    return new VaultAround(real) {
      @Override
      public void delete(String key) {
        asked.add(key);
        throw new Fault(FaultCode.PERMISSION_DENIED, "unable to delete: '" + key + "'", "Ask.");
      }
    };
  }

  private static void deleteFolder(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path path : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
