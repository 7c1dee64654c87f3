package io.drillbook.usecase.cutover;

import io.drillbook.domain.plan.ObserveRule;
import io.drillbook.usecase.cutover.Observation.Health;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;

/**
 * Counts the answers of one observation. A single answer decides nothing: a probe that flaps is
 * judged by its rate, a service that is down by the last rounds together.
 */
final class ObservationLog {
  private static final int DOWN_ROUNDS = 3;
  private static final int RECENT_ROUNDS = 10;
  private static final int ALL = 100;

  private final ObserveRule rule;
  private final List<Duration> latencies = new ArrayList<>();
  private final Deque<Boolean> recent = new ArrayDeque<>();
  private int rounds;
  private int errors;
  private int downInARow;
  private String lastTrouble = "";

  ObservationLog(ObserveRule rule) {
    this.rule = rule;
  }

  /** One answer. */
  void answer(Duration took, String trouble) {
    latencies.add(took);
    if (!trouble.isEmpty()) {
      errors++;
      lastTrouble = trouble;
    }
  }

  /** A round is over. */
  void round(boolean failed) {
    rounds++;
    downInARow = failed ? downInARow + 1 : 0;
    recent.addLast(failed);
    if (recent.size() > RECENT_ROUNDS) {
      recent.removeFirst();
    }
  }

  /** Whether the service is down now, so that watching it any longer only costs time. */
  boolean isDown() {
    long failed = recent.stream().filter(Boolean::booleanValue).count();
    return downInARow >= DOWN_ROUNDS
        && failed * ALL > (long) rule.maxErrorPercent() * recent.size();
  }

  Observation result() {
    List<Duration> sorted = new ArrayList<>(latencies);
    Collections.sort(sorted);
    Duration p95 = percentile(sorted, 95);
    String ill = ill(p95);
    Health health = rounds == 0 ? Health.NOT_OBSERVED : Health.HEALTHY;
    String why = lastTrouble.isEmpty() ? "" : "last trouble: " + lastTrouble;
    if (!ill.isEmpty()) {
      health = Health.UNHEALTHY;
      why = why.isEmpty() ? ill : ill + "; " + why;
    }
    return new Observation(
        health,
        rounds,
        latencies.size(),
        errors,
        percentile(sorted, 50),
        p95,
        percentile(sorted, ALL),
        why);
  }

  private String ill(Duration p95) {
    if (isDown()) {
      return "down: " + downInARow + " rounds failed in a row";
    }
    if (errors * (long) ALL > (long) rule.maxErrorPercent() * latencies.size()) {
      return "more errors than the " + rule.maxErrorPercent() + " % that the plan allows";
    }
    return rule.maxLatency()
        .filter(limit -> p95.compareTo(limit) > 0)
        .map(limit -> "slower than the " + limit.toMillis() + " ms that the plan allows for p95")
        .orElse("");
  }

  /** The smallest value that so many percent of all do not exceed. */
  private static Duration percentile(List<Duration> sorted, int percent) {
    if (sorted.isEmpty()) {
      return Duration.ZERO;
    }
    int rank = (sorted.size() * percent + ALL - 1) / ALL;
    return sorted.get(Math.max(1, rank) - 1);
  }
}
