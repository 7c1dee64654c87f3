package io.drillbook.domain.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What becomes of due times, on time and after the server was down. The newest due time runs, and
 * only that: five missed backups are not made good by five backups now. Every older one is missed.
 * Where the run before is still going on, the newest is overlapped and nothing starts.
 */
public final class MisfireRule {
  /** A run that starts later than this after its due time is late. */
  public static final Duration GRACE = Duration.ofSeconds(60);

  /**
   * So many missed due times are listed one by one; a year of a schedule for every minute would
   * else be half a million rows in one transaction. Those between the listed ones and the newest
   * are told as one {@link Unlisted} stretch.
   */
  public static final int MAX_LISTED = 1_000;

  private static final Duration FIRST_LOOK_BACK = Duration.ofMinutes(1);

  private MisfireRule() {}

  /** One due time and what becomes of it. */
  public record Due(Instant dueAt, DueOutcome outcome) {
    /** Whether a run is started for it. */
    public boolean starts() {
      return outcome == DueOutcome.RAN || outcome == DueOutcome.LATE;
    }
  }

  /** Missed due times that are not listed: those between the two instants, exclusive. */
  public record Unlisted(Instant after, Instant before) {}

  /**
   * What is to be done now.
   *
   * @param dues in order, the newest last; empty where nothing is due
   */
  public record Decision(List<Due> dues, Optional<Unlisted> unlisted) {
    public Decision {
      dues = List.copyOf(dues);
    }
  }

  /**
   * Decides about every due time after an instant and up to now.
   *
   * @param after the newest due time that was dealt with, or the instant from which the schedule
   *     counts
   * @param next the first due time strictly after an instant
   * @param runStillOpen whether a run that this schedule must not overlap is going on
   */
  public static Decision decide(
      Instant after, Instant now, Function<Instant, Optional<Instant>> next, boolean runStillOpen) {
    List<Instant> listed = upTo(now, after, next, MAX_LISTED + 1);
    if (listed.isEmpty()) {
      return new Decision(List.of(), Optional.empty());
    }
    Instant lastListed = listed.get(listed.size() - 1);
    Instant newest = listed.size() <= MAX_LISTED ? lastListed : newestUpTo(now, lastListed, next);
    List<Due> dues = new ArrayList<>();
    listed.stream()
        .filter(dueAt -> dueAt.isBefore(newest))
        .forEach(dueAt -> dues.add(new Due(dueAt, DueOutcome.MISSED)));
    dues.add(new Due(newest, outcomeOfNewest(newest, now, runStillOpen)));
    boolean some =
        lastListed.isBefore(newest) && step(lastListed, next).filter(newest::isAfter).isPresent();
    return new Decision(
        dues, some ? Optional.of(new Unlisted(lastListed, newest)) : Optional.empty());
  }

  private static DueOutcome outcomeOfNewest(Instant newest, Instant now, boolean runStillOpen) {
    if (runStillOpen) {
      return DueOutcome.OVERLAPPED;
    }
    boolean late = Duration.between(newest, now).compareTo(GRACE) > 0;
    return late ? DueOutcome.LATE : DueOutcome.RAN;
  }

  private static List<Instant> upTo(
      Instant now, Instant after, Function<Instant, Optional<Instant>> next, int limit) {
    List<Instant> found = new ArrayList<>();
    Optional<Instant> due = step(after, next);
    while (due.isPresent() && !due.get().isAfter(now) && found.size() < limit) {
      found.add(due.get());
      due = step(due.get(), next);
    }
    return found;
  }

  /** Looks back from now in ever larger steps, so that a year of minutes takes no seconds. */
  private static Instant newestUpTo(
      Instant now, Instant atLeast, Function<Instant, Optional<Instant>> next) {
    Duration lookBack = FIRST_LOOK_BACK;
    while (now.minus(lookBack).isAfter(atLeast)) {
      List<Instant> found = upTo(now, now.minus(lookBack), next, Integer.MAX_VALUE);
      if (!found.isEmpty()) {
        return found.get(found.size() - 1);
      }
      lookBack = lookBack.multipliedBy(2);
    }
    List<Instant> found = upTo(now, atLeast, next, Integer.MAX_VALUE);
    return found.isEmpty() ? atLeast : found.get(found.size() - 1);
  }

  private static Optional<Instant> step(Instant from, Function<Instant, Optional<Instant>> next) {
    Optional<Instant> due = next.apply(from);
    if (due.isPresent() && !due.get().isAfter(from)) {
      throw new IllegalStateException("a schedule that does not move on from " + from);
    }
    return due;
  }
}
