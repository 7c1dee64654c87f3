package io.drillbook.usecase.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.CopyState;
import io.drillbook.domain.point.PointCopy;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.point.VaultLag;
import io.drillbook.domain.retention.Leaving;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.vault.Vault;
import io.drillbook.usecase.Bench;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Copies that are made whole: by a process that dies, in a vault that refuses, late, and cold. */
class RepairCopiesIT {
  private static final String DB = "db.0.raw.zst.pgp";

  @TempDir Path folder;
  private CheckBench shop;

  @BeforeEach
  void setUp() {
    shop = new CheckBench(folder);
  }

  @Test
  void aRepairThatDiesAfterAnyChangeIsCompletedByTheNext() throws Exception {
    shop.backUp(Bench.POINT);
    shop.run(true);
    Vault real = shop.bench.vaults.get("offsite");
    int moments = 0;
    for (boolean died = true; died; moments++) {
      shop.clock.move(Duration.ofDays(1));
      damage();
      DyingVault.Life life = new DyingVault.Life(moments + 1);
      shop.bench.vaults.put("offsite", new DyingVault(real, life));
      died = dies();
      shop.bench.vaults.put("offsite", real);
      requireNothingLooksWhole(moments);
      assertThat(shop.run(true)).as("after moment %d", moments).isZero();
      assertThat(shop.state("offsite")).isEqualTo(CopyState.GOOD);
      requireSame();
    }
    assertThat(moments).as("every change was followed by a death").isGreaterThan(8);
  }

  private boolean dies() {
    try {
      shop.run(true);
      return false;
    } catch (DyingVault.Death e) {
      return true;
    }
  }

  private void damage() throws IOException {
    Damage.flip(shop.bench.file("offsite", DB));
    Files.delete(shop.bench.file("offsite", "media.1.raw.zst.pgp"));
    Damage.flip(shop.bench.file("offsite", "manifest.json"));
    Files.delete(shop.bench.file("offsite", "RESTORE.md"));
  }

  /** A good signature stands only beside members that are good. */
  private void requireNothingLooksWhole(int moment) {
    StoredPoint place = new StoredPoint(shop.bench.vaults.get("offsite"), "shop", Bench.POINT);
    try {
      place
          .manifest(shop.keys, "signer")
          .manifest()
          .members()
          .forEach(member -> place.check(member, shop.bench.step.cancellation(), done -> {}));
    } catch (Fault e) {
      assertThat(e.code())
          .as("after moment %d", moment)
          .isIn(FaultCode.SIGNATURE_INVALID, FaultCode.POINT_UNKNOWN);
    }
  }

  @Test
  void aStoreThatDoesNotLetTheDamagedObjectGoIsLeftAloneAndSaidSo() throws Exception {
    shop.backUp(Bench.POINT);
    Damage.flip(shop.bench.file("offsite", DB));
    Vault real = shop.bench.vaults.get("offsite");
    shop.bench.vaults.put("offsite", new LockedVault(real));
    assertThat(shop.run(true)).isEqualTo(1);
    assertThat(shop.repairs).hasSize(1);
    assertThat(shop.repairs.get(0).result()).isEqualTo(RepairedCopy.Result.REFUSED);
    assertThat(shop.repairs.get(0).why()).contains("offsite/" + DB, "keeps it until 2027");
    assertThat(shop.state("offsite")).isEqualTo(CopyState.BAD);
    assertThat(shop.bench.catalog.state(Bench.POINT)).isNotEqualTo(PointState.BROKEN);
    assertThat(Files.exists(shop.bench.file("offsite", DB))).isTrue();
  }

  @Test
  void aVaultThatMissedBackupsSaysHowFarBehindItIsAndCatchesUp() throws Exception {
    Files.move(folder.resolve("offsite"), folder.resolve("unplugged"));
    shop.backUp("20261120T010000Z-000000");
    shop.clock.move(Duration.ofHours(1));
    shop.backUp(Bench.POINT);
    shop.clock.move(Duration.ofHours(2));
    VaultLag lag = shop.list().lags(shop.plan()).get(1);
    assertThat(lag.behind()).isEqualTo(2);
    assertThat(lag.behindFor()).isEqualTo(Duration.ofHours(3));

    assertThat(shop.run(false)).as("still unplugged").isEqualTo(2);
    assertThat(shop.repairs).allMatch(r -> r.result() == RepairedCopy.Result.UNREACHABLE);

    Files.move(folder.resolve("unplugged"), folder.resolve("offsite"));
    assertThat(shop.run(false)).isZero();
    assertThat(shop.repairs)
        .extracting(repaired -> repaired.copy().point())
        .as("the newest first")
        .containsExactly(Bench.POINT, "20261120T010000Z-000000");
    assertThat(shop.list().lags(shop.plan()).get(1).behind()).isZero();
    assertThat(shop.bench.catalog.find("shop", Bench.POINT).orElseThrow().vaults())
        .containsExactly("primary", "offsite");
    requireSame();
  }

  @Test
  void whatADroppedVaultGotOfABackupIsKeptAndTheRestIsAdded() throws Exception {
    shop.backUp(
        Bench.POINT,
        () -> {
          try {
            Files.delete(shop.bench.file("offsite", DB));
            Files.writeString(shop.bench.file("offsite", "manifest.json"), "left by an attempt");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    assertThat(shop.run(false)).isZero();
    assertThat(shop.repairs.get(0).before()).isEqualTo(CopyState.BEHIND);
    assertThat(shop.repairs.get(0).written())
        .containsExactly(
            DB + " from primary", "manifest.json", "SHA256SUMS", "RESTORE.md", "manifest.json.asc");
  }

  @Test
  void aColdVaultGetsTheFirstPointOfEachMonthOnly() {
    shop.addVault("cold");
    shop.cold = List.of("cold");
    shop.backUp("20261120T010000Z-000000");
    shop.clock.move(Duration.ofHours(1));
    shop.backUp(Bench.POINT);
    shop.clock.move(Duration.ofDays(12));
    shop.backUp("20261202T010000Z-000000");
    shop.run(false);
    assertThat(points("cold"))
        .containsExactly("20261120T010000Z-000000", "20261202T010000Z-000000");
  }

  /** The last copies: two vaults lost what a cold one still holds. */
  @Test
  void aColdCopyHealsTheOthers() throws Exception {
    shop.addVault("cold");
    shop.cold = List.of("cold");
    shop.backUp(Bench.POINT);
    shop.run(false);
    Damage.DELETED_ALL.in(shop, "primary");
    Damage.DELETED_ALL.in(shop, "offsite");
    assertThat(shop.run(true)).isZero();
    requireSame();
    assertThat(points("primary")).containsExactly(Bench.POINT);
  }

  @Test
  void aPointThatRetentionIsRemovingIsNeitherMissingNorCopiedBack() throws Exception {
    shop.backUp(Bench.POINT);
    PointCopy copy = shop.copy(Bench.POINT, "offsite");
    shop.retention.leave(
        new Leaving("shop", Bench.POINT, "expiry-1", shop.clock.instant(), "too old"));
    Damage.DELETED_ALL.in(shop, "offsite");
    assertThat(shop.run(true)).isZero();
    assertThat(shop.readings).isEmpty();
    assertThat(shop.repairs).isEmpty();
    for (ThrowingCallable late :
        List.<ThrowingCallable>of(
            () -> shop.checkCopy().check(shop.plan(), copy, shop.bench.step),
            () -> shop.repairCopy().repair(shop.plan(), copy, shop.bench.step))) {
      assertThatThrownBy(late)
          .isInstanceOf(Fault.class)
          .extracting(e -> ((Fault) e).code())
          .isEqualTo(FaultCode.POINT_UNKNOWN);
    }
    assertThat(points("offsite")).isEmpty();
  }

  /** Retention cleared the vault, and only then the copy arrives there. */
  @Test
  void aCopyThatArrivesAfterTheRemovalIsTakenBack() throws Exception {
    shop.backUp(Bench.POINT);
    Damage.DELETED_ALL.in(shop, "offsite");
    Vault real = shop.bench.vaults.get("offsite");
    shop.bench.vaults.put(
        "offsite",
        new LateVault(
            real,
            () ->
                shop.retention.leave(
                    new Leaving("shop", Bench.POINT, "expiry-1", shop.clock.instant(), "old"))));
    assertThat(shop.run(true)).isZero();
    assertThat(points("offsite")).isEmpty();
    assertThat(points("primary")).containsExactly(Bench.POINT);
  }

  @Test
  void aStepThatIsCancelledStops() throws Exception {
    shop.backUp(Bench.POINT);
    Damage.flip(shop.bench.file("offsite", DB));
    shop.bench.step.cancellation().cancel("the lease is lost");
    assertThatThrownBy(() -> shop.run(true))
        .isInstanceOf(Fault.class)
        .extracting(e -> ((Fault) e).code())
        .isEqualTo(FaultCode.CANCELLED);
    assertThat(shop.state("offsite")).isEqualTo(CopyState.GOOD);
  }

  private List<String> points(String vault) {
    return shop.bench.vaults.get(vault).list("shop/").stream()
        .map(entry -> entry.key().split("/", -1)[1])
        .distinct()
        .toList();
  }

  private void requireSame() throws IOException {
    try (Stream<Path> files = Files.list(shop.bench.file("primary", DB).getParent())) {
      Map<String, Path> all =
          files.collect(java.util.stream.Collectors.toMap(f -> f.getFileName().toString(), f -> f));
      assertThat(all).hasSize(8);
      for (Map.Entry<String, Path> file : all.entrySet()) {
        assertThat(shop.bench.file("offsite", file.getKey()))
            .hasSameBinaryContentAs(file.getValue());
      }
    }
  }
}
