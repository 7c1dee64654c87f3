package io.drillbook.domain.record;

import java.util.Locale;

/** What a run was for. */
public enum RunKind {
  BACKUP,
  RESTORE,
  DRILL,
  INCIDENT,
  /** Recovery points were read back and missing copies made. */
  CHECK,
  /** Recovery points that retention no longer wants were removed. */
  EXPIRY,
  /** Keys were changed. */
  ROTATION,
  /**
   * It was checked whether a plan can be relied on. The schedule's checks that find what the one
   * before found are no runs: they would bury those that matter.
   */
  READINESS,
  /** A system went home from its standby. */
  FAILBACK;

  /** Whether an RTO and an RPO can be missed by it: it brings a system back. */
  public boolean isMeasured() {
    return this == RESTORE || this == DRILL || this == INCIDENT;
  }

  /** The word in ids and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
