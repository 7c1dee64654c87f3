package io.drillbook.domain.schedule;

/** What became of a due time. */
public enum DueOutcome {
  /** A run was started within a minute. */
  RAN,
  /** A run was started within a quarter of an hour. */
  LATE,
  /**
   * Nothing was started in time: the server was down, or the schedule suspended. Where this due
   * time has a run all the same, that run makes good what was missed.
   */
  MISSED,
  /** The run before was still going on. */
  OVERLAPPED,
  /** No run could be started. */
  FAILED
}
