package io.drillbook.usecase;

import io.drillbook.domain.point.PointIds;
import io.drillbook.domain.record.RunKind;
import java.time.Clock;
import java.util.random.RandomGenerator;

/** Gives every run its id, {@code drill-20261121T101500Z-4f2a9c}. */
public final class RunIds {
  private final Clock clock;
  private final RandomGenerator random;

  /** Ids of this clock; the random part must not repeat within a second. */
  public RunIds(Clock clock, RandomGenerator random) {
    this.clock = clock;
    this.random = random;
  }

  /** A new id. */
  public String next(RunKind kind) {
    return next(kind.id());
  }

  /** A new id of something that is no run, behind a word. */
  public String next(String word) {
    return word + "-" + PointIds.next(clock.instant(), random);
  }
}
