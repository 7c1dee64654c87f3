package io.drillbook.domain.retention;

import io.drillbook.domain.plan.ProtectionPlan.Retention;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.PointState;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Recovery points of the shop, made by hand. */
final class Points {
  static final Retention PLAN = new Retention(7, 4, 3, 3);

  final List<RetainedPoint> all = new ArrayList<>();
  private long sequence;

  /** A point of both sources; its name says nothing about its age. */
  RetainedPoint add(Instant startedAt, PointState state, boolean scheduled) {
    return add(startedAt, state, scheduled, Set.of("db", "media"));
  }

  RetainedPoint add(Instant startedAt, PointState state, boolean scheduled, Set<String> sources) {
    long next = ++sequence;
    CatalogPoint point =
        new CatalogPoint(
            "shop",
            "p" + (9_999 - next * 7 % 9_999) + "-" + next,
            "backup-" + next,
            startedAt,
            state == PointState.CAPTURING ? Optional.empty() : Optional.of(startedAt),
            state,
            List.of("primary"),
            1,
            sources.stream().collect(Collectors.toMap(name -> name, name -> startedAt)),
            Stream.of("db", "media")
                .filter(name -> !sources.contains(name))
                .collect(Collectors.toMap(name -> name, name -> "unable to reach it")),
            Set.of());
    RetainedPoint added =
        new RetainedPoint(point, next, scheduled, List.of(), Optional.empty(), Optional.empty());
    all.add(added);
    return added;
  }

  /** The same point, which cannot be restored without these. */
  RetainedPoint restingOn(RetainedPoint point, RetainedPoint... bases) {
    CatalogPoint it = point.point();
    Set<String> needs =
        java.util.Arrays.stream(bases)
            .map(base -> base.point().point())
            .collect(Collectors.toSet());
    CatalogPoint resting =
        new CatalogPoint(
            it.system(),
            it.point(),
            it.runId(),
            it.startedAt(),
            it.sealedAt(),
            it.state(),
            it.vaults(),
            it.storedBytes(),
            it.dataTimes(),
            it.missing(),
            needs);
    RetainedPoint changed =
        new RetainedPoint(
            resting,
            point.sequence(),
            point.scheduled(),
            point.holds(),
            Optional.empty(),
            point.leaving());
    replace(point, changed);
    return changed;
  }

  RetainedPoint verified(String startedAt) {
    return add(Instant.parse(startedAt), PointState.VERIFIED, true);
  }

  void replace(RetainedPoint old, RetainedPoint changed) {
    all.set(all.indexOf(old), changed);
  }

  Map<String, Judgement> judge(Retention retention, Instant now) {
    return judge(retention, now, ZoneOffset.UTC);
  }

  Map<String, Judgement> judge(Retention retention, Instant now, ZoneId zone) {
    return RetentionRule.judge(all, retention, zone, now, Set.of("db", "media")).stream()
        .collect(Collectors.toMap(it -> it.point().point(), it -> it));
  }

  static String name(RetainedPoint point) {
    return point.point().point();
  }
}
