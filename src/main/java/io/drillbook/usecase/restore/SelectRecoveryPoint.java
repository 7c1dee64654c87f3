package io.drillbook.usecase.restore;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.RecoveryGoal;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.spi.store.CatalogStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
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
   * What is to be restored.
   *
   * @param point the one asked for; empty for the newest that holds all sources
   * @param goal how far the restore shall go. A time must lie after the data of each source whose
   *     log is replayed; the others are not looked at, unless none is replayed: then no source may
   *     hold data from after it
   * @param sources what is needed of it
   * @param lackAccepted whether somebody accepted that a point that was asked for lacks some
   */
  public record Wish(
      ProtectionPlan plan,
      Optional<String> point,
      Optional<RecoveryGoal> goal,
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
   * The point of that id, or the newest that may be used, with all of these sources.
   *
   * @throws Fault as the other
   */
  public CatalogPoint select(
      ProtectionPlan plan,
      Optional<String> point,
      Optional<RecoveryGoal> goal,
      Collection<String> wanted) {
    return select(new Wish(plan, point, goal, Set.copyOf(wanted), false)).point();
  }

  /**
   * The point asked for, or the newest that holds everything that is needed and from which the goal
   * can be reached. A point that lacks something is never taken silently.
   *
   * @throws Fault POINT_UNKNOWN, with a hint that lists what there is, and what a point lacks;
   *     INPUT_INVALID where a name is asked for and no log is kept
   */
  public Choice select(Wish wish) {
    Set<String> onto = replayed.among(wish.plan(), wish.sources());
    refuseName(wish, onto);
    List<CatalogPoint> all = catalog.points(wish.plan().system());
    List<CatalogPoint> asked =
        all.stream()
            .filter(CatalogPoint::usable)
            .filter(it -> wish.point().isEmpty() || wish.point().get().equals(it.point()))
            .toList();
    if (asked.isEmpty()) {
      throw unknown(wish, all);
    }
    List<CatalogPoint> early =
        asked.stream()
            .filter(it -> wish.goal().isEmpty() || isBefore(it, wish.goal().get(), onto))
            .toList();
    if (early.isEmpty()) {
      throw tooEarly(wish, asked, onto);
    }
    return whole(wish, early, onto);
  }

  /** The newest that will do; the older ones are not looked at. */
  private Choice whole(Wish wish, List<CatalogPoint> candidates, Set<String> onto) {
    List<String> passedOver = new ArrayList<>();
    boolean any = false;
    for (CatalogPoint it : candidates) {
      if (!replaysTo(wish, it, onto)) {
        continue;
      }
      any = true;
      Set<String> lacks = it.lacks(wish.sources());
      if (lacks.isEmpty() || (wish.point().isPresent() && wish.lackAccepted())) {
        refuseName(wish, held(it, onto));
        return new Choice(it, lacks, passedOver);
      }
      passedOver.add(it.point() + " lacks " + String.join(", ", lacks));
    }
    throw any ? incomplete(wish, passedOver) : tooEarly(wish, candidates, onto);
  }

  /** A time within the end of a capture is after its data, and yet no replay can stop there. */
  private boolean replaysTo(Wish wish, CatalogPoint point, Set<String> onto) {
    return !(wish.goal().orElse(null) instanceof RecoveryGoal.Time time)
        || held(point, onto).stream()
            .allMatch(source -> from(wish.plan(), point, source).isBefore(time.instant()));
  }

  private Instant from(ProtectionPlan plan, CatalogPoint point, String source) {
    return Optional.ofNullable(catalog.captures(plan.system(), point.point()).get(source))
        .map(known -> replayed.replaysFrom(plan.source(source), known.capture()))
        .orElse(point.dataTimes().get(source));
  }

  /** Without a log to replay the name would be passed by in silence. */
  private static void refuseName(Wish wish, Set<String> onto) {
    if (onto.isEmpty() && wish.goal().filter(RecoveryGoal.Name.class::isInstance).isPresent()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to find a name in a log that nobody keeps: '" + wish.goal().get().text() + "'",
          "None of "
              + new TreeSet<>(wish.sources())
              + " keeps a log of changes; choose a recovery point without it.");
    }
  }

  /** What the point lacks is judged apart, so that the reason given is the true one. */
  private static boolean isBefore(CatalogPoint point, RecoveryGoal goal, Set<String> onto) {
    if (goal instanceof RecoveryGoal.Time time) {
      Set<String> held = held(point, onto);
      return held.isEmpty()
          ? point.dataTimes().values().stream().noneMatch(it -> it.isAfter(time.instant()))
          : held.stream()
              .allMatch(source -> point.dataTimes().get(source).isBefore(time.instant()));
    }
    return true;
  }

  private static Set<String> held(CatalogPoint point, Set<String> onto) {
    Set<String> held = new TreeSet<>(onto);
    held.retainAll(point.dataTimes().keySet());
    return held;
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

  /** A recovery point goes forward by its log, never back. */
  private Fault tooEarly(Wish wish, List<CatalogPoint> asked, Set<String> onto) {
    boolean named = wish.point().isPresent();
    CatalogPoint first = asked.get(asked.size() - 1);
    String holds =
        first.dataTimes().entrySet().stream()
            .filter(it -> onto.isEmpty() || onto.contains(it.getKey()))
            .map(it -> it.getKey() + " as of " + asOf(wish, first, it.getKey(), onto))
            .sorted()
            .collect(Collectors.joining(", "));
    return new Fault(
        FaultCode.POINT_UNKNOWN,
        "unable to recover '%s' to before a recovery point: '%s'"
            .formatted(wish.plan().system(), wish.goal().orElseThrow().text()),
        (named ? first.point() : "The oldest of " + asked.size() + ", " + first.point() + ",")
            + " holds "
            + holds
            + (named
                ? ". Name no point, and the newest from before that time is taken."
                : ". Choose a later time, or restore a point as it is, without a time."));
  }

  private Instant asOf(Wish wish, CatalogPoint point, String source, Set<String> onto) {
    return onto.contains(source) ? from(wish.plan(), point, source) : point.dataTimes().get(source);
  }

  private static Fault unknown(Wish wish, List<CatalogPoint> all) {
    String list =
        all.stream()
            .limit(SHOWN)
            .map(one -> one.point() + " (" + one.inWords() + ")")
            .collect(Collectors.joining(", "));
    return new Fault(
        FaultCode.POINT_UNKNOWN,
        "unable to find a usable recovery point of '"
            + wish.plan().system()
            + "': '"
            + wish.point().orElse("newest")
            + "'",
        all.isEmpty()
            ? "There is none at all: has a backup of this system ever succeeded?"
            : "There are " + all.size() + ", newest first: " + list + ".");
  }
}
