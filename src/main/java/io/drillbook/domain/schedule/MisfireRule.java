package io.drillbook.domain.schedule;

import io.drillbook.domain.plan.CatchUp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What becomes of due times, on time and after the server was down. A due time that is dealt with
 * within {@link #LATE_LIMIT} runs; every other one is missed. Usually the newest starts one run
 * that makes good all of them: five missed backups are not made good by five backups now. Where the
 * run before is still going on, the newest is overlapped and nothing starts.
 */
public final class MisfireRule {
  /** A run that starts later than this after its due time is late. */
  public static final Duration GRACE = Duration.ofSeconds(60);

  /** What starts no later than this after its due time was late, not missed. */
  public static final Duration LATE_LIMIT = Duration.ofMinutes(15);

  /** So many missed due times are made good one by one, where a plan wants that; not more. */
  public static final int MAX_CAUGHT_UP = 24;

  /**
   * So many missed due times are listed one by one; a year of a schedule for every minute would
   * else be half a million rows in one transaction. Those between the listed ones and the newest
   * are told as one {@link Unlisted} stretch.
   */
  public static final int MAX_LISTED = 1_000;

  private static final Duration FIRST_LOOK_BACK = Duration.ofMinutes(1);

  private MisfireRule() {}

  /**
   * One due time and what becomes of it.
   *
   * @param starts whether a run is started for it
   */
  public record Due(Instant dueAt, DueOutcome outcome, boolean starts) {
    /** A due time that starts a run if it was not missed. */
    public Due(Instant dueAt, DueOutcome outcome) {
      this(dueAt, outcome, outcome == DueOutcome.RAN || outcome == DueOutcome.LATE);
    }
  }

  /** Missed due times that are not listed: those between the two instants, exclusive. */
  public record Unlisted(Instant after, Instant before) {}

  /**
   * What is to be done now.
   *
   * @param dues in order, the newest last; empty where nothing is due
   * @param waiting how many due times are left for later, to be made good one after another
   */
  public record Decision(List<Due> dues, Optional<Unlisted> unlisted, int waiting) {
    public Decision {
      dues = List.copyOf(dues);
    }
  }

  /** Decides where one run makes good what was missed. */
  public static Decision decide(
      Instant after, Instant now, Function<Instant, Optional<Instant>> next, boolean runStillOpen) {
    return decide(CatchUp.ONE, after, now, next, runStillOpen);
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
      CatchUp catchUp,
      Instant after,
      Instant now,
      Function<Instant, Optional<Instant>> next,
      boolean runStillOpen) {
    List<Instant> listed = upTo(now, after, next, MAX_LISTED + 1);
    if (listed.isEmpty()) {
      return new Decision(List.of(), Optional.empty(), 0);
    }
    if (catchUp == CatchUp.ALL && listed.size() <= MAX_LISTED) {
      return oneAfterAnother(listed, now, runStillOpen);
    }
    Instant lastListed = listed.get(listed.size() - 1);
    Instant newest = listed.size() <= MAX_LISTED ? lastListed : newestUpTo(now, lastListed, next);
    List<Due> dues = new ArrayList<>();
    listed.stream()
        .filter(dueAt -> dueAt.isBefore(newest))
        .forEach(dueAt -> dues.add(new Due(dueAt, DueOutcome.MISSED)));
    dues.add(newest(newest, now, runStillOpen, catchUp != CatchUp.NONE));
    boolean some =
        lastListed.isBefore(newest) && step(lastListed, next).filter(newest::isAfter).isPresent();
    return new Decision(
        dues, some ? Optional.of(new Unlisted(lastListed, newest)) : Optional.empty(), 0);
  }

  /** The oldest that is not too old; the others wait until its run is over. */
  private static Decision oneAfterAnother(List<Instant> listed, Instant now, boolean open) {
    if (open) {
      return new Decision(List.of(), Optional.empty(), listed.size());
    }
    int tooOld = Math.max(0, listed.size() - MAX_CAUGHT_UP);
    List<Due> dues = new ArrayList<>();
    listed.subList(0, tooOld).forEach(dueAt -> dues.add(new Due(dueAt, DueOutcome.MISSED)));
    dues.add(newest(listed.get(tooOld), now, false, true));
    return new Decision(dues, Optional.empty(), listed.size() - tooOld - 1);
  }

  private static Due newest(Instant dueAt, Instant now, boolean runStillOpen, boolean madeGood) {
    if (runStillOpen) {
      return new Due(dueAt, DueOutcome.OVERLAPPED);
    }
    Duration late = Duration.between(dueAt, now);
    if (late.compareTo(LATE_LIMIT) > 0) {
      return new Due(dueAt, DueOutcome.MISSED, madeGood);
    }
    return new Due(dueAt, late.compareTo(GRACE) > 0 ? DueOutcome.LATE : DueOutcome.RAN);
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
