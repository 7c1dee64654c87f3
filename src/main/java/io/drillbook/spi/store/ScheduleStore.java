package io.drillbook.spi.store;

import io.drillbook.domain.schedule.DueOutcome;
import io.drillbook.domain.schedule.DueTime;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The ledger of due times: one row for each, whatever became of it. Joins the caller's transaction.
 */
public interface ScheduleStore {
  /**
   * The newest due time in the ledger of a plan's schedule, of those that are due and were dealt
   * with up to an instant: a clock that was a year ahead has called due times missed that are still
   * to come, and counting its rows would silence the schedule until then.
   */
  Optional<Instant> newestDue(String system, String schedule, Instant upTo);

  /**
   * Marks the rows of a schedule that were dealt with after an instant, which is now: a clock wrote
   * them that was ahead. They count no more, not even when the clock comes to where it was once.
   *
   * @return whether there were any that were not marked yet
   */
  boolean doubt(String system, String schedule, Instant now);

  /**
   * Writes what became of a due time; a row that a clock wrote which was ahead gives way, except
   * one with a run to one that says "missed" and has none.
   *
   * @return false where the due time is already in the ledger: somebody else fired it
   */
  boolean add(DueTime due);

  /** Corrects the outcome of a due time, such as from {@code RAN} to {@code FAILED}. */
  void setOutcome(String system, String schedule, Instant dueAt, DueOutcome outcome);

  /** The newest rows of a system, newest first. */
  List<DueTime> newest(String system, int limit);

  /**
   * The rows of a system that were due in a period, oldest first; some of them if there are more.
   */
  default List<DueTime> due(String system, Instant from, Instant to, int limit) {
    return newest(system, Integer.MAX_VALUE).stream()
        .filter(it -> !it.dueAt().isBefore(from) && it.dueAt().isBefore(to))
        .sorted(Comparator.comparing(DueTime::dueAt))
        .limit(limit)
        .toList();
  }

  /** The newest rows of one schedule, newest first. */
  List<DueTime> newestOf(String system, String schedule, int limit);

  /** How many rows of one schedule say so. */
  long count(String system, String schedule, DueOutcome outcome);

  /**
   * Claims the only living timer chain of a schedule for an engine instance.
   *
   * @return false where another chain lives
   */
  boolean claimChain(String system, String schedule, String instanceId);

  /** Gives the claim up, if this instance holds it. */
  void releaseChain(String system, String schedule, String instanceId);

  /** The instance that holds the claim. */
  Optional<String> chain(String system, String schedule);
}
