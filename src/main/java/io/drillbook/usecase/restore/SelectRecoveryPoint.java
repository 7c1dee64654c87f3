package io.drillbook.usecase.restore;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.spi.store.CatalogStore;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Chooses the recovery point of a restore. */
public final class SelectRecoveryPoint {
  private static final int SHOWN = 5;

  private final CatalogStore catalog;
  private final ReplayedSources replayed;

  /** Takes what it works with. */
  public SelectRecoveryPoint(CatalogStore catalog, ReplayedSources replayed) {
    this.catalog = catalog;
    this.replayed = replayed;
  }

  /**
   * The point of that id, or the newest that may be used.
   *
   * @param goal how far the restore shall go. A time must lie after the data of each source whose
   *     log is replayed; the others are not looked at, unless none is replayed: then no source may
   *     hold data from after it
   * @param wanted the sources to be restored
   * @throws Fault POINT_UNKNOWN, with a hint that lists what there is; INPUT_INVALID where a name
   *     is asked for and no log is kept
   */
  public CatalogPoint select(
      ProtectionPlan plan,
      Optional<String> point,
      Optional<RecoveryGoal> goal,
      Collection<String> wanted) {
    Set<String> onto = replayed.among(plan, wanted);
    if (onto.isEmpty() && goal.filter(RecoveryGoal.Name.class::isInstance).isPresent()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find a name in a log that nobody keeps: '" + goal.get().text() + "'",
          "None of " + wanted + " keeps a log of changes; choose a recovery point without it.");
    }
    List<CatalogPoint> all = catalog.points(plan.system());
    List<CatalogPoint> asked =
        all.stream()
            .filter(CatalogPoint::usable)
            .filter(candidate -> point.isEmpty() || point.get().equals(candidate.point()))
            .toList();
    return asked.stream()
        .filter(candidate -> goal.isEmpty() || isBefore(candidate, goal.get(), onto))
        .findFirst()
        .orElseThrow(
            () ->
                goal.isPresent() && !asked.isEmpty()
                    ? tooEarly(plan, asked, goal.get(), onto, point.isPresent())
                    : unknown(plan.system(), point, all));
  }

  private static boolean isBefore(CatalogPoint point, RecoveryGoal goal, Set<String> onto) {
    if (goal instanceof RecoveryGoal.Time time) {
      return onto.isEmpty()
          ? point.dataTimes().values().stream().noneMatch(it -> it.isAfter(time.instant()))
          : onto.stream()
              .map(point.dataTimes()::get)
              .allMatch(it -> it != null && it.isBefore(time.instant()));
    }
    return true;
  }

  /** A recovery point goes forward by its log, never back. */
  private static Fault tooEarly(
      ProtectionPlan plan,
      List<CatalogPoint> asked,
      RecoveryGoal goal,
      Set<String> onto,
      boolean named) {
    CatalogPoint first = asked.get(asked.size() - 1);
    String holds =
        first.dataTimes().entrySet().stream()
            .filter(it -> onto.isEmpty() || onto.contains(it.getKey()))
            .map(it -> it.getKey() + " as of " + it.getValue())
            .sorted()
            .collect(Collectors.joining(", "));
    return new Fault(
        FaultCode.POINT_UNKNOWN,
        "unable to recover '"
            + plan.system()
            + "' to before a recovery point: '"
            + goal.text()
            + "'",
        (named ? first.point() : "The oldest of " + asked.size() + ", " + first.point() + ",")
            + " holds "
            + holds
            + (named
                ? ". Name no point, and the newest from before that time is taken."
                : ". Choose a later time, or restore a point as it is, without a time."));
  }

  private static Fault unknown(String system, Optional<String> point, List<CatalogPoint> all) {
    String list =
        all.stream()
            .limit(SHOWN)
            .map(one -> one.point() + " (" + one.state().name().toLowerCase(Locale.ROOT) + ")")
            .collect(Collectors.joining(", "));
    return new Fault(
        FaultCode.POINT_UNKNOWN,
        "unable to find a usable recovery point of '"
            + system
            + "': '"
            + point.orElse("newest")
            + "'",
        all.isEmpty()
            ? "There is none at all: has a backup of this system ever succeeded?"
            : "There are " + all.size() + ", newest first: " + list + ".");
  }
}
