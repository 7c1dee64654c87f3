package io.drillbook.usecase.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan.Retention;
import io.drillbook.domain.point.Lineage;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.record.RunKind;
import io.drillbook.domain.record.Verdict;
import io.drillbook.domain.retention.Why;
import io.drillbook.spi.vault.VaultProbe;
import io.drillbook.usecase.Bench;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Five daily points in two directory vaults; three days are wanted. */
class ExpireRecoveryPointsIT {
  @TempDir Path folder;
  private RetentionBed bed;
  private List<String> points;

  @BeforeEach
  void fiveDays() {
    bed = new RetentionBed(folder);
    points = bed.daily(5);
  }

  private void refused(String why) {
    assertThatThrownBy(() -> bed.expire(Set.copyOf(points), false))
        .isInstanceOf(Fault.class)
        .hasMessageContaining(why)
        .extracting(it -> ((Fault) it).code())
        .isEqualTo(FaultCode.NOT_ALLOWED);
    assertThat(bed.points()).containsExactlyInAnyOrderElementsOf(points);
    points.forEach(it -> assertThat(bed.isIn("primary", it)).isTrue());
  }

  @Test
  void whatNoDayWantsIsRemovedFromEveryVaultAndTheCatalogOldestFirst() {
    assertThat(bed.expiring()).containsExactlyInAnyOrder(points.get(0), points.get(1));
    bed.expire(false);
    assertThat(bed.points()).containsExactlyElementsOf(points.subList(2, 5));
    for (String gone : points.subList(0, 2)) {
      assertThat(bed.isIn("primary", gone)).isFalse();
      assertThat(bed.isIn("offsite", gone)).isFalse();
    }
    assertThat(bed.account)
        .hasSize(2)
        .first()
        .asString()
        .startsWith("removed " + points.get(0) + " from [primary, offsite]: no day");
    assertThat(bed.retention.lastLooked("shop")).contains(Bench.NOW);
    assertThat(bed.expiring()).isEmpty();
  }

  @Test
  void aPreviewRemovesAndWritesNothing() throws IOException {
    assertThat(bed.planExpiry().preview(bed.plan()).expiring()).hasSize(2);
    assertThat(bed.points()).hasSize(5);
    try (var files = Files.list(folder.resolve("primary"))) {
      assertThat(files.map(it -> it.getFileName().toString())).containsExactly("shop");
    }
  }

  @Test
  void onlyWhatWasShownIsRemoved() {
    bed.expire(Set.of(points.get(1), points.get(4)), false);
    assertThat(bed.points())
        .containsExactly(points.get(0), points.get(2), points.get(3), points.get(4));
  }

  @Test
  void moreThanThePlanAllowsNeedsAnApproval() {
    bed.policy = new Retention(3, 0, 0, 1, 20, Optional.empty());
    refused("2 of 5 recovery points");
    bed.expire(true);
    assertThat(bed.points()).hasSize(3);
  }

  @Test
  void nothingExpiresWhileTheNewestBackupHasFailed() {
    bed.runs.ended("backup-x", RunKind.BACKUP, "timer:backup", Bench.NOW, Verdict.FAILED);
    refused("did not end well: backup-x");
    assertThatThrownBy(() -> bed.expire(true)).hasMessageContaining("backup-x");
  }

  @Test
  void nothingExpiresWhileTheNewestPointIsTooOld() {
    bed.now = Bench.NOW.plus(Duration.ofMinutes(61));
    refused("too old");
  }

  @Test
  void aPlanThatWantsNothingIsRefused() {
    bed.policy = new Retention(0, 0, 0, 1, 100, Optional.empty());
    refused("no day, no week and no month");
  }

  @Test
  void aStoreWhoseClockDiffersIsRefused() {
    bed.wrap(
        "offsite",
        real ->
            new VaultAround(real) {
              @Override
              public VaultProbe probe() {
                return new VaultProbe(Map.of(), Duration.ofMinutes(-7));
              }
            });
    refused("the clock of the vault 'offsite' and ours differ by 7 minutes");
  }

  @Test
  void aClockThatWentBackIsAskedAboutAndAYesSetsItRight() {
    bed.retention.looked("shop", Bench.NOW.plus(Duration.ofDays(365)));
    refused("the clock went back");
    bed.expire(true);
    assertThat(bed.retention.lastLooked("shop")).contains(Bench.NOW);
  }

  @Test
  void pointsThatMustStayAreLookedForInTheVaultsFirst() throws IOException {
    for (String vault : List.of("primary", "offsite")) {
      Files.delete(folder.resolve(vault).resolve("shop/" + points.get(4) + "/db.0.raw.zst.pgp"));
    }
    refused("no vault holds a point whole that must stay: " + points.get(4));
  }

  @Test
  void aLockedPointIsKeptInEveryVault() {
    Instant until = Bench.NOW.plus(Duration.ofDays(9));
    lockOffsite(points.get(0), until);
    bed.expire(false);
    assertThat(bed.points()).contains(points.get(0)).doesNotContain(points.get(1));
    assertThat(bed.isIn("primary", points.get(0))).isTrue();
    assertThat(bed.planExpiry().preview(bed.plan()).judgements())
        .filteredOn(it -> it.point().point().equals(points.get(0)))
        .allMatch(it -> it.has(Why.Kind.LOCKED) && it.keptUntil().equals(Optional.of(until)));
  }

  private void lockOffsite(String point, Instant until) {
    bed.wrap(
        "offsite",
        real ->
            new VaultAround(real) {
              @Override
              public Optional<Instant> retainedUntil(String key) {
                return key.contains(point) ? Optional.of(until) : Optional.empty();
              }
            });
  }

  @Test
  void aVaultThatRefusesLeavesThePointThereAndSaysSo() {
    bed.wrap("offsite", real -> refusing(real, FaultCode.PERMISSION_DENIED));
    bed.expire(Set.of(points.get(0)), false);
    assertThat(bed.isIn("primary", points.get(0))).isFalse();
    assertThat(bed.isIn("offsite", points.get(0))).isTrue();
    assertThat(bed.bench.catalog.find("shop", points.get(0)).orElseThrow().vaults())
        .containsExactly("offsite");
    assertThat(bed.account).containsExactly("stays " + points.get(0) + " in offsite: unable to");
    assertThat(bed.expiring()).as("it is tried again").contains(points.get(0));
    bed.bench.vaults.put("offsite", bed.bench.directory("offsite"));
    bed.expire(false);
    assertThat(bed.points()).doesNotContain(points.get(0));
    assertThat(bed.isIn("offsite", points.get(0))).isFalse();
  }

  @Test
  void aVaultThatDiesMidwayLeavesNothingThatLooksLikeAPointAndTheNextRunCompletes() {
    bed.wrap("primary", real -> dyingAfterTheSignature(real));
    assertThatThrownBy(() -> bed.expire(false))
        .isInstanceOf(Fault.class)
        .extracting(it -> ((Fault) it).code())
        .isEqualTo(FaultCode.VAULT_UNREACHABLE);
    String half = points.get(0);
    Path left = folder.resolve("primary/shop").resolve(half);
    assertThat(left.resolve("manifest.json.asc")).doesNotExist();
    assertThat(left.resolve("manifest.json")).exists();
    assertThat(bed.isIn("offsite", half)).as("the other vault was still cleared").isFalse();
    assertThat(bed.retention.lastLooked("shop")).isEmpty();

    bed.bench.vaults.put("primary", bed.bench.directory("primary"));
    bed.expire(false);
    assertThat(left).doesNotExist();
    assertThat(bed.points()).containsExactlyElementsOf(points.subList(2, 5));
  }

  @Test
  void aPointThatWasOnlyHalfRemovedStandsForNoDayAnyLonger() {
    bed.wrap("primary", real -> dyingAfterTheSignature(real));
    assertThatThrownBy(() -> bed.expire(Set.of(points.get(1)), false)).isInstanceOf(Fault.class);
    bed.policy = new Retention(4, 0, 0, 1, 100, Optional.empty());
    assertThat(bed.planExpiry().judge(bed.plan()))
        .filteredOn(it -> it.has(Why.Kind.DAILY))
        .extracting(it -> it.point().point())
        .containsExactlyInAnyOrder(points.get(0), points.get(2), points.get(3), points.get(4));
  }

  @Test
  void aHoldThatOnlyAVaultKnowsIsBroughtHomeBeforeAnythingGoes() {
    bed.holds().hold("shop", points.get(0), "a lawsuit", Optional.empty(), "ada");
    bed.forgetHolds();
    assertThat(bed.retention.holds("shop")).isEmpty();
    bed.expire(false);
    assertThat(bed.points()).contains(points.get(0)).doesNotContain(points.get(1));
    assertThat(bed.retention.holds("shop")).hasSize(1);
  }

  @Test
  void aHoldSetWhileTheOrderWaitedStillVetoes() {
    Set<String> shown = bed.expiring();
    bed.holds().hold("shop", points.get(0), "wait", Optional.empty(), "ada");
    bed.expire(shown, true);
    assertThat(bed.points()).contains(points.get(0)).doesNotContain(points.get(1));
  }

  @Test
  void aPointThatIsBeingCapturedIsLeftAlone() {
    bed.bench.catalog.begin("shop", "20200101T000000Z-000000", "backup-0", Instant.EPOCH);
    bed.expire(false);
    assertThat(bed.bench.catalog.state("20200101T000000Z-000000")).isEqualTo(PointState.CAPTURING);
  }

  private static VaultAround refusing(io.drillbook.spi.vault.Vault real, FaultCode code) {
    return new VaultAround(real) {
      @Override
      public void delete(String key) {
        if (!key.startsWith("_")) {
          throw new Fault(code, "unable to", "hint");
        }
        super.delete(key);
      }
    };
  }

  private static VaultAround dyingAfterTheSignature(io.drillbook.spi.vault.Vault real) {
    return new VaultAround(real) {
      @Override
      public void delete(String key) {
        if (!key.startsWith("_") && !key.endsWith(".asc")) {
          throw new Fault(FaultCode.VAULT_UNREACHABLE, "unable to delete", "hint");
        }
        super.delete(key);
      }
    };
  }

  @Test
  void whatAnIncrementThatStaysRestsOnStaysAndGoesWithTheLastOfThem() {
    Lineage chain = new Lineage(Bench.NOW, points.subList(0, 2));
    bed.now = Bench.NOW.plus(Duration.ofHours(1));
    String increment = bed.backUp(bed.now, chain.facts());
    assertThat(bed.expiring()).isEmpty();
    bed.now = Bench.NOW.plus(Duration.ofDays(20));
    for (int day = 15; day <= 20; day++) {
      bed.backUp(Bench.NOW.plus(Duration.ofDays(day)));
    }
    assertThat(bed.expiring()).contains(increment, points.get(0), points.get(1));
    bed.expire(Set.of(points.get(0)), true);
    assertThat(bed.account).last().asString().contains("it holds a part of " + increment);
    assertThat(bed.isIn("primary", points.get(0))).isTrue();
    bed.expire(bed.expiring(), true);
    assertThat(bed.points()).doesNotContain(increment, points.get(0), points.get(1));
  }
}
