package io.drillbook.domain.record;

import java.util.Locale;

/** What a run was for. */
public enum RunKind {
  BACKUP,
  RESTORE,
  DRILL,
  INCIDENT;

  /** The word in ids and answers. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
