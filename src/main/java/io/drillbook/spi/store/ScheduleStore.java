package io.drillbook.spi.store;

import io.drillbook.domain.schedule.DueOutcome;
import io.drillbook.domain.schedule.DueTime;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The ledger of due times: one row for each, whatever became of it. Joins the caller's transaction.
 */
public interface ScheduleStore {
  /**
   * The newest due time in the ledger of a plan's schedule, of those up to an instant: rows written
   * while the clock was ahead say nothing about now.
   */
  Optional<Instant> newestDue(String system, String schedule, Instant upTo);

  /**
   * Writes what became of a due time; a row that a clock wrote which was ahead gives way.
   *
   * @return false where the due time is already in the ledger: somebody else fired it
   */
  boolean add(DueTime due);

  /** Corrects the outcome of a due time, such as from {@code RAN} to {@code FAILED}. */
  void setOutcome(String system, String schedule, Instant dueAt, DueOutcome outcome);

  /** The newest rows of a system, newest first. */
  List<DueTime> newest(String system, int limit);

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
