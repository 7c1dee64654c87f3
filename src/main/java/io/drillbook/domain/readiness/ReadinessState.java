package io.drillbook.domain.readiness;

import java.util.Locale;

/** Whether a recovery by the plan can be relied on; a worse state stands before a better one. */
public enum ReadinessState {
  /** A check found something that a recovery would fail on. */
  NOT_READY(0),
  /** Nothing is known to be wrong, and no drill has proven it for what is in force now. */
  NEEDS_VERIFICATION(1),
  /** Nothing is known to be wrong, and a drill has proven what is in force now. */
  VERIFIED(2);

  private final int number;

  ReadinessState(int number) {
    this.number = number;
  }

  /** The word in answers, such as {@code needs-verification}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** The words that people read, such as {@code NEEDS VERIFICATION}. */
  public String inWords() {
    return name().replace('_', ' ');
  }

  /** The number of the metric: 0 not ready, 1 needs verification, 2 verified. */
  public int number() {
    return number;
  }

  /** Whether less can be relied on than in the other state. */
  public boolean isWorseThan(ReadinessState other) {
    return compareTo(other) < 0;
  }
}
