package io.drillbook.domain.retention;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.ProtectionPlan.Retention;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.PointState;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** One random history of one system, with its promises. */
final class RandomYear {
  private static final Duration STEP = Duration.ofHours(6);
  private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");
  private static final Retention PLAN = new Retention(7, 4, 6, 3, 20, Optional.of("0 5 * * *"));
  private static final Set<String> SOURCES = Set.of("db", "media");
  private static final List<Duration> JUMPS =
      List.of(Duration.ofDays(1), Duration.ofDays(-1), Duration.ofDays(365), Duration.ofDays(-365));

  final Points points = new Points();
  int removed;
  int refused;
  int asked;
  private final Random random;
  private Instant real = Instant.parse("2026-01-01T00:00:00Z");
  private Duration wrong = Duration.ZERO;
  private Optional<Instant> looked = Optional.empty();
  private boolean lastBackupFailed;
  private boolean trouble = true;

  RandomYear(long seed) {
    random = new Random(seed);
  }

  RandomYear withoutTrouble() {
    trouble = false;
    return this;
  }

  private Instant now() {
    return real.plus(wrong);
  }

  private boolean happens(int percent) {
    return trouble && random.nextInt(100) < percent;
  }

  void step() {
    real = real.plus(STEP);
    if (wrong.isZero() && happens(1)) {
      wrong = JUMPS.get(random.nextInt(JUMPS.size()));
    } else if (happens(20)) {
      wrong = Duration.ZERO;
    }
    lastBackupFailed = happens(8);
    points.add(now(), lastBackupFailed ? PointState.CAPTURING : PointState.SEALED, true);
    if (happens(15)) {
      points.add(now().plusSeconds(60), PointState.PROVEN, false);
    }
    changeOne(80, PointState.SEALED, PointState.VERIFIED);
    if (happens(3)) {
      changeOne(100, PointState.VERIFIED, PointState.BROKEN);
    }
    if (happens(4)) {
      holdOne();
    }
  }

  private void changeOne(int percent, PointState from, PointState to) {
    any(it -> it.point().state() == from)
        .filter(it -> random.nextInt(100) < percent)
        .ifPresent(it -> points.replace(it, with(it, to, it.holds(), it.leaving())));
  }

  private void holdOne() {
    Optional<Instant> until = Optional.of(now().plus(Duration.ofDays(random.nextInt(40))));
    any(it -> it.leaving().isEmpty())
        .ifPresent(
            it ->
                points.replace(
                    it, with(it, it.point().state(), List.of(hold(it, until)), it.leaving())));
  }

  private static Hold hold(RetainedPoint it, Optional<Instant> until) {
    return new Hold(
        "h", "shop", Points.name(it), "why", "ada", Instant.EPOCH, until, Optional.empty());
  }

  private Optional<RetainedPoint> any(Predicate<RetainedPoint> wanted) {
    List<RetainedPoint> found = points.all.stream().filter(wanted).toList();
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(found.get(random.nextInt(found.size())));
  }

  private static RetainedPoint with(
      RetainedPoint it, PointState state, List<Hold> holds, Optional<Leaving> leaving) {
    CatalogPoint old = it.point();
    CatalogPoint point =
        new CatalogPoint(
            old.system(),
            old.point(),
            old.runId(),
            old.startedAt(),
            old.sealedAt(),
            state,
            old.vaults(),
            old.storedBytes(),
            old.dataTimes());
    return new RetainedPoint(
        point, it.sequence(), it.scheduled(), holds, it.lockedUntil(), leaving);
  }

  void expire() {
    points.all.replaceAll(
        it ->
            with(
                it,
                it.point().state(),
                it.holds().stream().filter(hold -> hold.isActive(now())).toList(),
                it.leaving()));
    List<Judgement> judged = judge(points.all);
    ExpiryGuard guard = guard();
    boolean approved = random.nextBoolean();
    if (!guard.refusals().isEmpty()) {
      refused++;
      return;
    }
    if (!guard.questions(judged).isEmpty()) {
      asked++;
      if (!approved) {
        return;
      }
    } else {
      int going =
          (int) judged.stream().filter(it -> !it.keep() && !it.has(Why.Kind.LEAVING)).count();
      assertThat(going).isLessThanOrEqualTo(Math.max(1, judged.size() / 5));
    }
    remove(judged);
    looked = Optional.of(now());
  }

  private void remove(List<Judgement> judged) {
    Set<String> going =
        judged.stream()
            .filter(it -> !it.keep())
            .map(it -> it.point().point())
            .collect(Collectors.toSet());
    List<RetainedPoint> before = List.copyOf(points.all);
    List<RetainedPoint> after =
        before.stream().filter(it -> !going.contains(Points.name(it))).toList();
    check(before, after, going);
    for (RetainedPoint it : before) {
      if (going.contains(Points.name(it))) {
        if (happens(10)) {
          Leaving cut = new Leaving("shop", Points.name(it), "e", now(), "cut short");
          points.replace(it, with(it, it.point().state(), it.holds(), Optional.of(cut)));
        } else {
          points.all.remove(it);
          removed++;
        }
      }
    }
  }

  private void check(List<RetainedPoint> before, List<RetainedPoint> after, Set<String> going) {
    assertThat(lastBackupFailed).as("nothing expires while backups fail").isFalse();
    for (RetainedPoint it : before) {
      if (going.contains(Points.name(it))) {
        assertThat(it.holds()).as("a held point stays").isEmpty();
        assertThat(it.point().state()).isNotEqualTo(PointState.CAPTURING);
        assertThat(isFuture(it) && it.leaving().isEmpty()).as("a point of the future").isFalse();
      }
    }
    assertThat(trusted(after).size())
        .as("the least stays")
        .isGreaterThanOrEqualTo(Math.min(PLAN.keepAtLeast(), trusted(before).size()));
    assertThat(newestTrusted(after)).as("our newest verified").isEqualTo(newestTrusted(before));
    assertThat(days(after)).as("the newest days").containsAll(newest(days(before)));
    checkAdded(before, going);
  }

  /** Points that a schedule made go no earlier because of points that somebody added. */
  private void checkAdded(List<RetainedPoint> before, Set<String> going) {
    List<RetainedPoint> own = before.stream().filter(RetainedPoint::scheduled).toList();
    Set<String> stayWithout =
        judge(own).stream()
            .filter(Judgement::keep)
            .map(it -> it.point().point())
            .collect(Collectors.toSet());
    // What is young is counted from the newest of all, which may be one that was added just now.
    Set<String> young =
        judge(own).stream()
            .filter(
                it ->
                    it.reasons().stream()
                        .allMatch(
                            why -> why.kind() == Why.Kind.YOUNG || why.kind() == Why.Kind.DAMAGED))
            .map(it -> it.point().point())
            .collect(Collectors.toSet());
    Set<String> lost = new HashSet<>(going);
    lost.retainAll(stayWithout);
    lost.removeAll(young);
    assertThat(lost).as("pushed out by points that somebody added").isEmpty();
  }

  private List<RetainedPoint> trusted(List<RetainedPoint> all) {
    return all.stream().filter(it -> it.isTrusted() && !isFuture(it)).toList();
  }

  private boolean isFuture(RetainedPoint it) {
    return it.point().startedAt().isAfter(now().plus(RetentionRule.SKEW));
  }

  private static Optional<String> newestTrusted(List<RetainedPoint> all) {
    return all.stream()
        .filter(RetainedPoint::isTrusted)
        .max(Comparator.comparingLong(RetainedPoint::sequence))
        .map(Points::name);
  }

  private Set<LocalDate> days(List<RetainedPoint> all) {
    return all.stream()
        .filter(it -> it.isCopy() && !isFuture(it))
        .map(it -> LocalDate.ofInstant(it.point().startedAt(), ZONE))
        .collect(Collectors.toSet());
  }

  private static List<LocalDate> newest(Set<LocalDate> days) {
    return days.stream().sorted(Comparator.reverseOrder()).limit(PLAN.daily()).toList();
  }

  private List<Judgement> judge(List<RetainedPoint> all) {
    return RetentionRule.judge(all, PLAN, ZONE, now(), SOURCES);
  }

  private ExpiryGuard guard() {
    Optional<Instant> newest =
        new ArrayList<>(points.all)
            .stream()
                .filter(it -> it.isCopy() && !isFuture(it))
                .map(it -> it.point().startedAt())
                .max(Instant::compareTo);
    return new ExpiryGuard(
        now(),
        PLAN,
        lastBackupFailed ? Optional.of("backup-x") : Optional.empty(),
        newest.map(at -> at.plus(STEP).plus(Duration.ofHours(1))),
        Map.of(),
        looked,
        looked.map(at -> at.plus(Duration.ofDays(1))));
  }
}
