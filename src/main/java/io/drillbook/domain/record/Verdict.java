package io.drillbook.domain.record;

import java.util.Locale;

/** How a run ended; contract section 7. */
public enum Verdict {
  SUCCEEDED,
  /** A step was skipped with a reason. */
  SUCCEEDED_WITH_SKIPS,
  /** A guard was overridden with a reason. */
  SUCCEEDED_WITH_OVERRIDES,
  /** The service was recovered, later or with more loss than the objectives allow. */
  OBJECTIVE_MISSED,
  FAILED,
  ABANDONED,
  /**
   * The run happened on paper and was entered later. Whatever people say of it, nothing was
   * observed: it is neither a proof nor a failure.
   */
  ASSERTED;

  /** The word in answers and reports, such as {@code objective-missed}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether a caller who waited may exit with 0. */
  public boolean isGood() {
    return this == SUCCEEDED || this == SUCCEEDED_WITH_SKIPS || this == SUCCEEDED_WITH_OVERRIDES;
  }
}
