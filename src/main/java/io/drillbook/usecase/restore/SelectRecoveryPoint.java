package io.drillbook.usecase.restore;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.spi.store.CatalogStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Chooses the recovery point of a restore. */
public final class SelectRecoveryPoint {
  private static final int SHOWN = 5;

  private final CatalogStore catalog;

  /** Takes what it works with. */
  public SelectRecoveryPoint(CatalogStore catalog) {
    this.catalog = catalog;
  }

  /**
   * The point of that id, or the newest that may be used.
   *
   * @param until no source of the point holds data from after it
   * @throws Fault POINT_UNKNOWN, with a hint that lists what there is
   */
  public CatalogPoint select(String system, Optional<String> point, Optional<Instant> until) {
    List<CatalogPoint> all = catalog.points(system);
    return all.stream()
        .filter(CatalogPoint::usable)
        .filter(candidate -> point.isEmpty() || point.get().equals(candidate.point()))
        .filter(candidate -> until.isEmpty() || isWithin(candidate, until.get()))
        .findFirst()
        .orElseThrow(() -> unknown(system, point, until, all));
  }

  private static boolean isWithin(CatalogPoint point, Instant until) {
    return point.dataTimes().values().stream().noneMatch(time -> time.isAfter(until));
  }

  private static Fault unknown(
      String system, Optional<String> point, Optional<Instant> until, List<CatalogPoint> all) {
    String wanted = point.orElse("newest") + until.map(time -> ", until " + time).orElse("");
    String list =
        all.stream()
            .limit(SHOWN)
            .map(
                one ->
                    one.point()
                        + " ("
                        + one.state().name().toLowerCase(java.util.Locale.ROOT)
                        + ")")
            .collect(Collectors.joining(", "));
    return new Fault(
        FaultCode.POINT_UNKNOWN,
        "unable to find a usable recovery point of '" + system + "': '" + wanted + "'",
        all.isEmpty()
            ? "There is none at all: has a backup of this system ever succeeded?"
            : "There are " + all.size() + ", newest first: " + list + ".");
  }
}
