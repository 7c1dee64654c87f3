package io.drillbook.domain.schedule;

/** What became of a due time. */
public enum DueOutcome {
  /** A run was started on time. */
  RAN,
  /** A run was started, but late. */
  LATE,
  /** The server was down or the schedule suspended, and a newer due time ran in its place. */
  MISSED,
  /** The run before was still going on. */
  OVERLAPPED,
  /** No run could be started. */
  FAILED
}
