package io.drillbook.usecase.backup;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.Lineage;
import io.drillbook.domain.point.Manifest;
import io.drillbook.domain.point.SizeRule;
import io.drillbook.spi.store.CatalogStore;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Compares a sealed recovery point's size with that of the points before it. */
public final class JudgeSize {
  private final CatalogStore catalog;

  /** Takes what it works with. */
  public JudgeSize(CatalogStore catalog) {
    this.catalog = catalog;
  }

  /** The sizes that are not as the plan expects; the point stays sealed whatever they are. */
  public List<SizeRule.Finding> judge(ProtectionPlan plan, Manifest sealed) {
    List<Map<String, Long>> before =
        catalog.points(plan.system()).stream()
            .filter(CatalogPoint::usable)
            .filter(point -> point.startedAt().isBefore(sealed.startedAt()))
            .filter(point -> !point.point().equals(sealed.point()))
            .limit(SizeRule.PREDECESSORS)
            .map(point -> sizes(plan.system(), point.point()))
            .toList();
    return SizeRule.judge(sizes(sealed), before, plan.backup().expectedSize());
  }

  private Map<String, Long> sizes(String system, String point) {
    Map<String, Long> sizes = new TreeMap<>();
    catalog
        .captures(system, point)
        .forEach((source, it) -> sizes.put(source, Lineage.size(it.capture(), it.members())));
    return sizes;
  }

  private static Map<String, Long> sizes(Manifest manifest) {
    Map<String, Long> sizes = new TreeMap<>();
    manifest
        .sources()
        .forEach(it -> sizes.put(it.source(), Lineage.size(it, manifest.membersOf(it.source()))));
    return sizes;
  }
}
