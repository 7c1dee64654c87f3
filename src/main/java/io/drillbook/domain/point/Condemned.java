package io.drillbook.domain.point;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Points that are whole themselves and rest on one that is not: no restore may choose them, and
 * they are as good as before once the other one is.
 */
public final class Condemned {
  private Condemned() {}

  /**
   * The same points, with those called broken that rest on one which cannot be used.
   *
   * @param points all of a system
   */
  public static List<CatalogPoint> among(List<CatalogPoint> points) {
    Map<String, CatalogPoint> known = new TreeMap<>();
    points.forEach(point -> known.put(point.point(), point));
    return points.stream().map(point -> isCondemned(point, known) ? broken(point) : point).toList();
  }

  /**
   * The same point, called broken where it rests on one which cannot be used.
   *
   * @param whole those of the points it needs that are there and whole
   */
  public static CatalogPoint judge(CatalogPoint point, Set<String> whole) {
    return point.usable() && !whole.containsAll(point.needs()) ? broken(point) : point;
  }

  private static boolean isCondemned(CatalogPoint point, Map<String, CatalogPoint> known) {
    return point.usable()
        && point.needs().stream().anyMatch(it -> !known.containsKey(it) || !known.get(it).usable());
  }

  private static CatalogPoint broken(CatalogPoint point) {
    return new CatalogPoint(
        point.system(),
        point.point(),
        point.runId(),
        point.startedAt(),
        point.sealedAt(),
        PointState.BROKEN,
        point.vaults(),
        point.storedBytes(),
        point.dataTimes(),
        point.missing(),
        point.needs());
  }
}
