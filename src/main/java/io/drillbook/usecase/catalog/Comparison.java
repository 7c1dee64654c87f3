package io.drillbook.usecase.catalog;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.catalog.CatalogLine.Kind;
import io.drillbook.usecase.catalog.Inventory.Folder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Compares the catalog with every vault. The catalog is read first: what is sealed while the vaults
 * are looked through must not look like something that is gone.
 */
final class Comparison {
  private static final int SHOWN = 5;

  private final Map<String, ProtectionPlan> plans = new TreeMap<>();
  private final Map<Folder, CatalogPoint> catalogued = new TreeMap<>(Folder.NEWEST_FIRST);
  private final Map<Folder, List<FoundPoint>> found = new TreeMap<>(Folder.NEWEST_FIRST);
  private final Map<String, String> unread = new LinkedHashMap<>();
  private final List<CatalogLine> strangers = new ArrayList<>();
  private final CatalogStore catalog;
  private final Vaults vaults;

  Comparison(Plans plans, CatalogStore catalog, Vaults vaults) {
    this.catalog = catalog;
    this.vaults = vaults;
    plans.all().forEach(plan -> this.plans.put(plan.system(), plan));
    for (String system : this.plans.keySet()) {
      for (CatalogPoint point : catalog.points(system)) {
        catalogued.put(new Folder(system, point.point()), point);
      }
    }
  }

  /** Looks through every vault; one that does not answer is noted and nothing is said of it. */
  Comparison survey(SurveyVault survey) {
    for (String vault : vaults.names()) {
      try {
        take(survey.survey(vault, Optional.empty(), trust()));
      } catch (Fault e) {
        unread.put(vault, e.getMessage());
      }
    }
    catalogued.values().stream()
        .flatMap(point -> point.vaults().stream())
        .filter(vault -> !vaults.names().contains(vault))
        .forEach(vault -> unread.put(vault, "it is no longer configured"));
    return this;
  }

  /** What is to be said, and done, about each point. */
  List<PointComparison> points() {
    Map<Folder, List<FoundPoint>> all = new TreeMap<>(Folder.NEWEST_FIRST);
    catalogued.keySet().forEach(folder -> all.put(folder, List.of()));
    all.putAll(found);
    List<PointComparison> points = new ArrayList<>();
    all.forEach(
        (folder, copies) ->
            points.add(
                new PointComparison(
                    folder,
                    Optional.ofNullable(catalogued.get(folder)),
                    copies,
                    unread.keySet(),
                    catalog)));
    return points;
  }

  List<CatalogLine> strangers() {
    return strangers;
  }

  Map<String, String> unread() {
    return unread;
  }

  private void take(Survey survey) {
    for (FoundPoint point : survey.points()) {
      found
          .computeIfAbsent(new Folder(point.system(), point.point()), folder -> new ArrayList<>())
          .add(point);
    }
    if (!survey.unknown().isEmpty()) {
      List<String> first = survey.unknown().stream().limit(SHOWN).toList();
      strangers.add(
          new CatalogLine(
              Kind.UNKNOWN,
              "",
              "",
              List.of(survey.vault()),
              "objects that belong to no recovery point: "
                  + survey.unknown().size()
                  + ", such as "
                  + first));
    }
  }

  private Trust trust() {
    return new Trust() {
      @Override
      public boolean isOurs(String system) {
        return plans.containsKey(system);
      }

      @Override
      public List<String> signers(String system) {
        return plans.get(system).backup().trustedSigners();
      }
    };
  }
}
