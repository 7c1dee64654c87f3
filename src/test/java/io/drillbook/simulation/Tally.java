package io.drillbook.simulation;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;

/** Counts of one fortnight, or of many. */
final class Tally {
  private final Map<String, Integer> injected = new TreeMap<>();
  private final Map<String, Integer> found = new TreeMap<>();
  private final Map<String, Integer> goneWithTheirPoint = new TreeMap<>();
  private final Map<String, Integer> events = new TreeMap<>();
  private int fortnights = 1;
  private Duration slowest = Duration.ZERO;
  private Duration slowestReached = Duration.ZERO;

  /** Nothing yet. */
  static Tally none() {
    Tally none = new Tally();
    none.fortnights = 0;
    return none;
  }

  void injected(Damage damage) {
    injected.merge(damage.kind, 1, Integer::sum);
  }

  void found(Damage damage, Duration after) {
    found.merge(damage.kind, 1, Integer::sum);
    slowest = longer(slowest, after);
    if (damage.limit().equals(SimulatedPlan.READ_WITHIN)) {
      slowestReached = longer(slowestReached, after);
    }
  }

  /** Retention removed the point before the rotation had come to it. */
  void goneWithItsPoint(Damage damage) {
    goneWithTheirPoint.merge(damage.kind, 1, Integer::sum);
  }

  void event(String what) {
    events.merge(what, 1, Integer::sum);
  }

  void backups(boolean good) {
    event(good ? "sealed" : "backup failed");
  }

  void expired() {
    event("expired");
  }

  synchronized void add(Tally other) {
    other.injected.forEach((kind, count) -> injected.merge(kind, count, Integer::sum));
    other.found.forEach((kind, count) -> found.merge(kind, count, Integer::sum));
    other.goneWithTheirPoint.forEach(
        (kind, count) -> goneWithTheirPoint.merge(kind, count, Integer::sum));
    other.events.forEach((what, count) -> events.merge(what, count, Integer::sum));
    fortnights += other.fortnights;
    slowest = longer(slowest, other.slowest);
    slowestReached = longer(slowestReached, other.slowestReached);
  }

  private static Duration longer(Duration a, Duration b) {
    return a.compareTo(b) < 0 ? b : a;
  }

  @Override
  public String toString() {
    return fortnights
        + " fortnights; damage "
        + injected
        + ", found "
        + found
        + ", expired with its point before "
        + goneWithTheirPoint
        + "; found at the latest after "
        + slowest
        + ", where at most one check could not reach the vault after "
        + slowestReached
        + "; "
        + events;
  }
}
