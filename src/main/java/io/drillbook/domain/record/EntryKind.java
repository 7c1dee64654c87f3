package io.drillbook.domain.record;

/** What a line of the record tells. */
public enum EntryKind {
  RUN_STARTED,
  /** A step of the model was entered; a step that a person works is a {@link #TASK_OPENED}. */
  STEP_BEGAN,
  STEP_ENDED,
  /** A step was left because the model cancelled it. */
  STEP_CANCELLED,
  ATTEMPT_BEGAN,
  ATTEMPT_ENDED,
  ATTEMPT_FAILED,
  TASK_OPENED,
  TASK_CLAIMED,
  TASK_COMPLETED,
  /** A person decided; details hold what and why. */
  DECISION,
  /** A guard refused somebody. */
  REFUSED,
  /** A point in time was reached that people were warned of. */
  WARNING,
  /** Something found out, such as a checksum, a probe, the recovery point chosen. */
  FACT,
  NOTIFIED,
  /** The service was confirmed: the clock of the RTO stops here. */
  SERVICE_CONFIRMED,
  /** Somebody entered later what was done by hand; nothing observed it ({@link Asserted}). */
  ASSERTED,
  RUN_ENDED
}
