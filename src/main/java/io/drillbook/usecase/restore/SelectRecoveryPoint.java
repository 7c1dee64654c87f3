package io.drillbook.usecase.restore;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.spi.store.CatalogStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
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
    return select(new Wish(system, point, until, Set.of(), false)).point();
  }

  /**
   * What is to be restored.
   *
   * @param point the one asked for; empty for the newest that holds all sources
   * @param until no source of the point holds data from after it
   * @param sources what is needed of it
   * @param lackAccepted whether somebody accepted that a point that was asked for lacks some
   */
  public record Wish(
      String system,
      Optional<String> point,
      Optional<Instant> until,
      Set<String> sources,
      boolean lackAccepted) {
    public Wish {
      sources = Set.copyOf(sources);
    }
  }

  /**
   * What was chosen.
   *
   * @param lacks needed sources that the point does not hold, which was accepted
   * @param passedOver newer points that do not hold all that is needed
   */
  public record Choice(CatalogPoint point, Set<String> lacks, List<String> passedOver) {}

  /**
   * The point asked for, or the newest that holds everything that is needed. A point that lacks
   * something is never taken silently.
   *
   * @throws Fault POINT_UNKNOWN, with a hint that lists what there is, and what a point lacks
   */
  public Choice select(Wish wish) {
    List<CatalogPoint> all = catalog.points(wish.system());
    List<CatalogPoint> candidates =
        all.stream()
            .filter(CatalogPoint::usable)
            .filter(it -> wish.point().isEmpty() || wish.point().get().equals(it.point()))
            .filter(it -> wish.until().isEmpty() || isWithin(it, wish.until().get()))
            .toList();
    if (candidates.isEmpty()) {
      throw unknown(wish.system(), wish.point(), wish.until(), all);
    }
    List<String> passedOver = new ArrayList<>();
    for (CatalogPoint it : candidates) {
      Set<String> lacks = it.lacks(wish.sources());
      if (lacks.isEmpty() || (wish.point().isPresent() && wish.lackAccepted())) {
        return new Choice(it, lacks, passedOver);
      }
      passedOver.add(it.point() + " lacks " + String.join(", ", lacks));
    }
    throw incomplete(wish, passedOver);
  }

  private static Fault incomplete(Wish wish, List<String> lacking) {
    return new Fault(
        FaultCode.POINT_UNKNOWN,
        "unable to restore all that is asked for from the recovery point: '"
            + wish.point().orElse("newest")
            + "'",
        lacking.stream().limit(SHOWN).collect(Collectors.joining("; "))
            + ". Take another point, or one source by name ('--source'), or say why it goes on"
            + " without what the point lacks.");
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
            .map(one -> one.point() + " (" + one.inWords() + ")")
            .collect(Collectors.joining(", "));
    return new Fault(
        FaultCode.POINT_UNKNOWN,
        "unable to find a usable recovery point of '" + system + "': '" + wanted + "'",
        all.isEmpty()
            ? "There is none at all: has a backup of this system ever succeeded?"
            : "There are " + all.size() + ", newest first: " + list + ".");
  }
}
