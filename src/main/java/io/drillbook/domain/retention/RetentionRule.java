package io.drillbook.domain.retention;

import io.drillbook.domain.plan.ProtectionPlan.Retention;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.retention.Why.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which recovery points stay and which may go.
 *
 * <p>Of each of the newest {@code daily} days, {@code weekly} weeks and {@code monthly} months that
 * have a copy, the first one stays: the first that was read back, else the first. Buckets are
 * counted by what is there, not by the calendar, so that neither a pause of the backups nor a clock
 * that jumps drops anything by itself. The first of a bucket stays rather than the last, so that
 * later points cannot push out the one that already stands for it. Points that no schedule made are
 * counted apart and in addition: however many somebody adds, none that a schedule made goes
 * earlier.
 */
public final class RetentionRule {
  /** Points that claim a later start are from the future: clocks of one installation may differ. */
  public static final Duration SKEW = Duration.ofMinutes(5);

  private static final int MOST_DAYS_WHOLE = 7;
  private static final int LEAST_DAYS_WHOLE = 2;
  private static final Comparator<RetainedPoint> BY_START =
      Comparator.<RetainedPoint, Instant>comparing(it -> it.point().startedAt())
          .thenComparingLong(RetainedPoint::sequence);
  private static final Comparator<RetainedPoint> BY_SEQUENCE =
      Comparator.comparingLong(RetainedPoint::sequence);

  private final Retention retention;
  private final ZoneId zone;
  private final Instant now;
  private final Set<String> planned;
  private final Set<String> sources;
  private final Map<String, List<Why>> reasons = new LinkedHashMap<>();

  private RetentionRule(Retention retention, ZoneId zone, Instant now, Set<String> sources) {
    this.retention = retention;
    this.zone = zone;
    this.now = now;
    this.planned = Set.copyOf(sources);
    this.sources = new TreeSet<>(sources);
  }

  /**
   * Judges every point of a system.
   *
   * @param zone where days, weeks and months begin
   * @param sources those of the plan; what only older points hold is kept as well
   * @return newest first
   */
  public static List<Judgement> judge(
      List<RetainedPoint> points,
      Retention retention,
      ZoneId zone,
      Instant now,
      Set<String> sources) {
    return new RetentionRule(retention, zone, now, sources).judge(points);
  }

  /** How long every point stays: the last week, or the days the plan wants where those are less. */
  public static Duration whole(Retention retention) {
    int days = Math.max(LEAST_DAYS_WHOLE, Math.min(MOST_DAYS_WHOLE, retention.daily()));
    return Duration.ofDays(days);
  }

  private List<Judgement> judge(List<RetainedPoint> points) {
    List<RetainedPoint> all = points.stream().sorted(BY_START).toList();
    all.forEach(it -> sources.addAll(it.point().dataTimes().keySet()));
    List<RetainedPoint> copies =
        all.stream().filter(it -> it.isCopy() && !isFromTheFuture(it)).toList();
    List<RetainedPoint> scheduled = copies.stream().filter(RetainedPoint::scheduled).toList();
    for (List<RetainedPoint> series : List.of(scheduled, copies)) {
      keepNewest(series);
      keepAtLeast(series);
      for (AgeClass age : AgeClass.values()) {
        keepBuckets(series, age);
      }
      keepWithout(series, all);
      keepWhole(series, all);
    }
    keepYoung(all, copies);
    all.forEach(this::keepWhatMustNotGo);
    all.forEach(it -> keepDamaged(it, copies));
    keepNeeded(all);
    List<Judgement> judgements = new ArrayList<>();
    all.forEach(it -> judgements.add(0, judgement(it)));
    return List.copyOf(judgements);
  }

  /** What stays must stay restorable: a capture of changes is worth nothing without its base. */
  private void keepNeeded(List<RetainedPoint> all) {
    for (RetainedPoint it : all) {
      if (judgement(it).keep()) {
        all.stream()
            .filter(base -> it.point().needs().contains(base.point().point()))
            .forEach(base -> keep(base, Why.of(Kind.NEEDED, neededBy(it))));
      }
    }
  }

  private static String neededBy(RetainedPoint it) {
    return "holds a part of " + it.point().point();
  }

  private void keepNewest(List<RetainedPoint> series) {
    newest(series, 1).forEach(it -> keep(it, Why.of(Kind.NEWEST, "is the newest")));
  }

  /** Points that were read back come first; where there are too few, others fill up. */
  private void keepAtLeast(List<RetainedPoint> series) {
    for (String source : sources) {
      keepAtLeast(
          series.stream().filter(it -> it.point().dataTimes().containsKey(source)).toList(),
          source);
    }
  }

  private void keepAtLeast(List<RetainedPoint> holders, String what) {
    int least = Math.max(1, retention.keepAtLeast());
    List<RetainedPoint> trusted = holders.stream().filter(RetainedPoint::isTrusted).toList();
    newest(trusted, least)
        .forEach(it -> keep(it, atLeast(least, "of the verified points with " + what)));
    if (trusted.size() < least) {
      newest(holders, least)
          .forEach(
              it -> keep(it, atLeast(least, "points with " + what + ": too few are verified")));
    }
  }

  /**
   * Points that lack one source here and another there may stand for every source of a day, and yet
   * all of it cannot be restored together: those that lack nothing are counted apart as well.
   */
  private void keepWhole(List<RetainedPoint> series, List<RetainedPoint> all) {
    if (all.stream().noneMatch(it -> it.point().isPartial())) {
      return;
    }
    List<RetainedPoint> whole =
        series.stream()
            .filter(it -> Collections.disjoint(it.point().missing().keySet(), planned))
            .toList();
    keepAtLeast(whole, "all sources");
    for (AgeClass age : AgeClass.values()) {
      keepBuckets(whole, age);
    }
  }

  /**
   * A partial point stands for no day, week or month of what it does not hold: for each source that
   * some point is without, those that hold it are counted by themselves.
   */
  private void keepWithout(List<RetainedPoint> series, List<RetainedPoint> all) {
    Set<String> absent = new TreeSet<>();
    all.forEach(it -> absent.addAll(it.point().missing().keySet()));
    for (String source : absent) {
      List<RetainedPoint> holders =
          series.stream().filter(it -> it.point().dataTimes().containsKey(source)).toList();
      for (AgeClass age : AgeClass.values()) {
        keepBuckets(holders, age);
      }
    }
  }

  private static Why atLeast(int least, String of) {
    return Why.of(Kind.AT_LEAST, "is one of the newest " + least + " " + of);
  }

  /** By start and by our own count: where the clock went back the two differ, and both are kept. */
  private static Set<RetainedPoint> newest(List<RetainedPoint> series, int count) {
    Set<RetainedPoint> found = new java.util.LinkedHashSet<>();
    for (Comparator<RetainedPoint> order : List.of(BY_START, BY_SEQUENCE)) {
      series.stream().sorted(order.reversed()).limit(count).forEach(found::add);
    }
    return found;
  }

  private void keepBuckets(List<RetainedPoint> series, AgeClass age) {
    NavigableMap<LocalDate, RetainedPoint> firsts = new TreeMap<>();
    for (RetainedPoint it : series) {
      firsts.merge(
          age.bucket(it.point().startedAt(), zone),
          it,
          (first, later) -> !first.isTrusted() && later.isTrusted() ? later : first);
    }
    firsts.descendingMap().entrySet().stream()
        .limit(age.wanted(retention))
        .forEach(it -> keep(it.getValue(), age.why(it.getKey(), retention, zone)));
  }

  /** Counted back from the newest copy, so that a clock ahead of its time makes nothing old. */
  private void keepYoung(List<RetainedPoint> all, List<RetainedPoint> copies) {
    Duration whole = whole(retention);
    copies.stream()
        .map(it -> it.point().startedAt())
        .max(Instant::compareTo)
        .map(newest -> newest.minus(whole))
        .ifPresent(
            limit ->
                all.stream()
                    .filter(it -> it.point().startedAt().isAfter(limit))
                    .forEach(it -> keep(it, young(it, whole))));
  }

  private static Why young(RetainedPoint it, Duration whole) {
    return Why.until(
        Kind.YOUNG,
        "is of the last " + whole.toDays() + " days",
        it.point().startedAt().plus(whole));
  }

  private void keepWhatMustNotGo(RetainedPoint it) {
    for (Hold hold : it.holds()) {
      String text = "is held by " + hold.heldBy() + ": " + hold.reason();
      keep(it, new Why(Kind.HELD, text, hold.until()));
    }
    it.lockedUntil()
        .filter(now::isBefore)
        .ifPresent(
            until ->
                keep(it, Why.until(Kind.LOCKED, "is locked by a vault until " + until, until)));
    if (isFromTheFuture(it)) {
      keep(it, Why.of(Kind.FUTURE, "claims to be from the future"));
    }
    if (it.point().state() == PointState.CAPTURING) {
      keep(it, Why.of(Kind.UNSEALED, "is not sealed; its backup removes it"));
    }
  }

  private void keepDamaged(RetainedPoint it, List<RetainedPoint> copies) {
    if (isDamaged(it) && !isReplaced(it, copies)) {
      keep(it, Why.of(Kind.DAMAGED, "is damaged, but too few verified newer ones are there"));
    }
  }

  /** One that is missing may be in a vault that was away for a while. */
  private static boolean isDamaged(RetainedPoint it) {
    return it.point().state() == PointState.BROKEN || it.point().state() == PointState.MISSING;
  }

  private boolean isReplaced(RetainedPoint damaged, List<RetainedPoint> copies) {
    return damaged.point().dataTimes().keySet().stream()
        .allMatch(
            source ->
                copies.stream()
                        .filter(it -> it.isTrusted() && BY_SEQUENCE.compare(it, damaged) > 0)
                        .filter(it -> it.point().dataTimes().containsKey(source))
                        .count()
                    >= Math.max(1, retention.keepAtLeast()));
  }

  private boolean isFromTheFuture(RetainedPoint it) {
    return it.point().startedAt().isAfter(now.plus(SKEW));
  }

  private void keep(RetainedPoint it, Why why) {
    List<Why> known = reasons.computeIfAbsent(it.point().point(), key -> new ArrayList<>());
    if (!known.contains(why)) {
      known.add(why);
    }
  }

  private Judgement judgement(RetainedPoint it) {
    List<Why> kept = reasons.getOrDefault(it.point().point(), List.of());
    if (it.leaving().isPresent()) {
      Set<Kind> vetoes = EnumSet.of(Kind.HELD, Kind.LOCKED);
      kept = kept.stream().filter(why -> vetoes.contains(why.kind())).toList();
    }
    List<Why> sorted = kept.stream().sorted(Comparator.comparing(Why::kind)).toList();
    return sorted.isEmpty()
        ? new Judgement(it.point(), false, List.of(goes(it)))
        : new Judgement(it.point(), true, sorted);
  }

  private static Why goes(RetainedPoint it) {
    if (it.leaving().isPresent()) {
      return Why.of(Kind.LEAVING, "its removal began: " + it.leaving().get().why());
    }
    if (isDamaged(it)) {
      return Why.of(Kind.REPLACED, "is damaged, and verified newer ones are there");
    }
    return Why.of(Kind.UNWANTED, "no day, week or month wants it any longer");
  }
}
