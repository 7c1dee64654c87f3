package io.drillbook.domain.point;

import io.drillbook.domain.plan.ProtectionPlan;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which copies of which recovery points there are and should be, as the plan says now. What was
 * found out about a copy counts; a copy that nobody has looked at yet is as good as the seal left
 * it, so that a vault that is added to a plan, or a catalog that was rebuilt, needs no bookkeeping.
 */
public final class Copies {
  private static final Comparator<CatalogPoint> OLDEST_FIRST =
      Comparator.comparing(CatalogPoint::startedAt).thenComparing(CatalogPoint::point);

  private Copies() {}

  /**
   * Every copy, of the oldest point first.
   *
   * @param points of the system, in any order; those that are not sealed count for nothing, and
   *     every copy of a broken one is bad
   * @param known what was found out about copies
   */
  public static List<PointCopy> of(
      ProtectionPlan plan, List<CatalogPoint> points, List<PointCopy> known) {
    Map<String, PointCopy> found = new HashMap<>();
    known.forEach(copy -> found.put(key(copy.point(), copy.vault()), copy));
    List<CatalogPoint> oldestFirst =
        points.stream().filter(point -> point.sealedAt().isPresent()).sorted(OLDEST_FIRST).toList();
    Set<String> monthly = monthly(plan, oldestFirst);
    List<PointCopy> all = new ArrayList<>();
    for (CatalogPoint point : oldestFirst) {
      for (String vault : vaults(plan, point, monthly.contains(point.point()))) {
        PointCopy copy =
            Optional.ofNullable(found.get(key(point.point(), vault)))
                .orElseGet(() -> sealed(point, vault));
        boolean broken = !point.usable() && copy.state() == CopyState.GOOD;
        all.add(
            broken
                ? copy.found(
                    CopyState.BAD,
                    Optional.empty(),
                    "the point is " + point.state().name().toLowerCase(Locale.ROOT))
                : copy);
      }
    }
    return List.copyOf(all);
  }

  /**
   * The first sealed point of each month in the plan's zone, the first that holds every source, and
   * their bases: what cold vaults get.
   */
  private static Set<String> monthly(ProtectionPlan plan, List<CatalogPoint> oldestFirst) {
    Set<YearMonth> months = new HashSet<>();
    Set<YearMonth> whole = new HashSet<>();
    Set<String> first = new HashSet<>();
    for (CatalogPoint point : oldestFirst) {
      YearMonth month = YearMonth.from(point.startedAt().atZone(plan.zone()));
      boolean isFirst = point.usable() && months.add(month);
      boolean isWhole = point.usable() && !point.isPartial() && whole.add(month);
      if (isFirst || isWhole) {
        first.add(point.point());
        // Without what it rests on it could not be restored from there.
        first.addAll(point.needs());
      }
    }
    return first;
  }

  private static Set<String> vaults(ProtectionPlan plan, CatalogPoint point, boolean monthly) {
    Set<String> vaults = new LinkedHashSet<>(plan.backup().vaults());
    plan.backup().cold().stream()
        .filter(cold -> monthly || point.vaults().contains(cold))
        .forEach(vaults::add);
    return vaults;
  }

  private static PointCopy sealed(CatalogPoint point, String vault) {
    CopyState state = point.vaults().contains(vault) ? CopyState.GOOD : CopyState.BEHIND;
    return new PointCopy(
        point.system(),
        point.point(),
        vault,
        state,
        point.storedBytes(),
        point.sealedAt().orElse(point.startedAt()),
        Optional.empty(),
        "");
  }

  private static String key(String point, String vault) {
    return point + "/" + vault;
  }
}
