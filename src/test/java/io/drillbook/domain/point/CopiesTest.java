package io.drillbook.domain.point;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.CatchUp;
import io.drillbook.domain.plan.EvidencePlan;
import io.drillbook.domain.plan.ExpectedSize;
import io.drillbook.domain.plan.Objectives;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.BackupPolicy;
import io.drillbook.domain.plan.ProtectionPlan.NotifyPlan;
import io.drillbook.domain.plan.ProtectionPlan.ReadBack;
import io.drillbook.domain.plan.ProtectionPlan.Retention;
import io.drillbook.domain.plan.ReadinessPolicy;
import io.drillbook.domain.plan.RecoveryPlan;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CopiesTest {
  private static final Instant NOW = Instant.parse("2026-11-20T05:45:00Z");

  @Test
  void aVaultThatWasDroppedByTheBackupOrIsNewInThePlanIsBehind() {
    CatalogPoint point = point("2026-11-19T02:00:00Z", PointState.SEALED, "primary");
    assertThat(states(List.of(point), List.of()))
        .containsExactly(
            "2026-11-19 primary GOOD", "2026-11-19 offsite BEHIND", "2026-11-19 cold BEHIND");
  }

  @Test
  void aColdVaultGetsTheFirstSealedPointOfEachMonthOfThePlansZone() {
    List<CatalogPoint> points =
        List.of(
            // 1 November 00:30 in Berlin.
            point("2026-10-31T23:30:00Z", PointState.SEALED, "primary", "offsite"),
            point("2026-10-02T02:00:00Z", PointState.PROVEN, "primary", "offsite"),
            point("2026-10-01T02:00:00Z", PointState.BROKEN, "primary", "offsite"),
            point("2026-11-01T02:00:00Z", PointState.SEALED, "primary", "offsite"));
    assertThat(states(points, List.of()))
        .filteredOn(text -> text.contains("cold"))
        .containsExactly("2026-10-02 cold BEHIND", "2026-10-31 cold BEHIND");
  }

  @Test
  void whatWasFoundOutCountsMoreThanWhatTheSealLeft() {
    CatalogPoint point = point("2026-11-19T02:00:00Z", PointState.SEALED, "primary", "offsite");
    PointCopy bad =
        Copies.of(plan(), List.of(point), List.of())
            .get(0)
            .found(CopyState.BAD, Optional.of(NOW), "a bit");
    assertThat(Copies.of(plan(), List.of(point), List.of(bad))).contains(bad);
  }

  @Test
  void everyCopyOfABrokenPointIsBadAndOneThatWasNeverSealedHasNone() {
    CatalogPoint broken = point("2026-11-19T02:00:00Z", PointState.BROKEN, "primary", "offsite");
    CatalogPoint capturing =
        new CatalogPoint(
            "shop", "p", "r", NOW, Optional.empty(), PointState.CAPTURING, List.of(), 0, Map.of());
    assertThat(states(List.of(broken, capturing), List.of()))
        .containsExactly("2026-11-19 primary BAD", "2026-11-19 offsite BAD");
  }

  @Test
  void eachVaultSaysHowFarBehindItIsAndWhatItHoldsUnread() {
    List<CatalogPoint> points =
        List.of(
            point("2026-11-18T05:45:00Z", PointState.SEALED, "primary"),
            point("2026-11-19T05:45:00Z", PointState.SEALED, "primary"));
    List<PointCopy> copies = Copies.of(plan(), points, List.of());
    assertThat(VaultLag.of(List.of("primary", "offsite"), copies, NOW))
        .containsExactly(
            new VaultLag("primary", 0, Duration.ZERO, 0, Optional.of(Duration.ofDays(2))),
            new VaultLag("offsite", 2, Duration.ofDays(2), 0, Optional.empty()));
  }

  private static List<String> states(List<CatalogPoint> points, List<PointCopy> known) {
    return Copies.of(plan(), points, known).stream()
        .map(c -> c.point() + " " + c.vault() + " " + c.state())
        .toList();
  }

  private static CatalogPoint point(String at, PointState state, String... vaults) {
    Instant started = Instant.parse(at);
    return new CatalogPoint(
        "shop",
        at.substring(0, 10),
        "r",
        started,
        Optional.of(started),
        state,
        List.of(vaults),
        10,
        Map.of());
  }

  private static ProtectionPlan plan() {
    return new ProtectionPlan(
        "shop",
        "owner@example.com",
        ZoneId.of("Europe/Berlin"),
        new Objectives(Duration.ofHours(4), Duration.ofHours(1), Map.of()),
        Map.of(),
        new BackupPolicy(
            Optional.empty(),
            List.of("primary", "offsite"),
            List.of("primary"),
            List.of(),
            "signer",
            List.of("cold"),
            ExpectedSize.USUAL,
            List.of(),
            CatchUp.ONE,
            io.drillbook.domain.plan.CapturePlan.USUAL),
        new Retention(1, 1, 1, 1),
        ReadBack.USUAL,
        Map.of(),
        List.of(),
        new RecoveryPlan("x", Optional.empty(), Optional.empty(), List.of(), Duration.ZERO, true),
        Map.of(),
        Map.of(),
        new NotifyPlan(List.of(), List.of()),
        "0".repeat(64),
        ReadinessPolicy.USUAL,
        EvidencePlan.NONE);
  }
}
