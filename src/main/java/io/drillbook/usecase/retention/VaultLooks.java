package io.drillbook.usecase.retention;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.retention.Judgement;
import io.drillbook.domain.retention.Why;
import io.drillbook.pipeline.PointLayout;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.Vaults;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the vaults themselves say, before anything is removed from them. */
final class VaultLooks {
  private final Vaults vaults;
  private final CatalogStore catalog;

  VaultLooks(Vaults vaults, CatalogStore catalog) {
    this.vaults = vaults;
    this.catalog = catalog;
  }

  /** The vaults that are configured, of those where copies of the point may lie. */
  List<Vault> placesOf(ProtectionPlan plan, CatalogPoint point) {
    return PointPlaces.of(plan, point).stream()
        .filter(vaults.names()::contains)
        .map(vaults::vault)
        .toList();
  }

  /** The latest instant until which any vault refuses to remove a part of the point. */
  Optional<Instant> lockedUntil(ProtectionPlan plan, CatalogPoint point) {
    return placesOf(plan, point).stream()
        .flatMap(vault -> lockedUntil(vault, plan.system(), point.point()).stream())
        .max(Instant::compareTo);
  }

  static Optional<Instant> lockedUntil(Vault vault, String system, String point) {
    return vault.list(PointLayout.folder(system, point)).stream()
        .flatMap(entry -> retained(vault, entry.key()))
        .max(Instant::compareTo);
  }

  private static Stream<Instant> retained(Vault vault, String key) {
    try {
      return vault.retainedUntil(key).stream();
    } catch (Fault e) {
      if (e.code() == FaultCode.POINT_UNKNOWN) {
        // Somebody removed it since it was listed.
        return Stream.empty();
      }
      throw e;
    }
  }

  /** How far the clock of each vault of the plan is ahead of ours. */
  Map<String, Duration> clocksAhead(ProtectionPlan plan) {
    Map<String, Duration> ahead = new TreeMap<>();
    PointPlaces.ofPlan(plan)
        .forEach(name -> ahead.put(name, vaults.vault(name).probe().clockAhead()));
    return ahead;
  }

  /** Points that must stay whatever happens, and that no vault really holds whole. */
  List<String> missingAnchors(ProtectionPlan plan, List<Judgement> judgements) {
    return judgements.stream()
        .filter(it -> it.has(Why.Kind.AT_LEAST) || it.has(Why.Kind.NEWEST))
        .map(Judgement::point)
        .filter(it -> placesOf(plan, it).stream().noneMatch(vault -> holdsWhole(vault, it)))
        .map(CatalogPoint::point)
        .toList();
  }

  private boolean holdsWhole(Vault vault, CatalogPoint point) {
    String folder = PointLayout.folder(point.system(), point.point());
    Map<String, Long> stored =
        vault.list(folder).stream()
            .collect(
                Collectors.toMap(it -> it.key().substring(folder.length()), Vault.Entry::bytes));
    List<Member> members =
        catalog.captures(point.system(), point.point()).values().stream()
            .flatMap(it -> it.members().stream())
            .toList();
    return stored.containsKey(PointLayout.SIGNATURE)
        && stored.containsKey(PointLayout.MANIFEST)
        && members.stream()
            .allMatch(it -> Long.valueOf(it.storedBytes()).equals(stored.get(it.file())));
  }
}
