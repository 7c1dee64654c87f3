package io.drillbook.domain.record;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a person may decide; the words of the forms and of the record. */
public enum Choice {
  APPROVE(false),
  REJECT(true),
  /** The same step again. */
  RETRY(false),
  /** The same step again with another recovery point. */
  OTHER_POINT(false),
  /** Go on without the step. */
  SKIP(true),
  /** Go on although a guard or a check says no. */
  OVERRIDE(true),
  /** Move traffic back. */
  ROLL_BACK(true),
  /** Give the run up. */
  ABANDON(true);

  private final boolean needsReason;

  Choice(boolean needsReason) {
    this.needsReason = needsReason;
  }

  /** The word, such as {@code other-point}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** Whether it is refused without a reason. */
  public boolean needsReason() {
    return needsReason;
  }

  /** The choice of that word, if there is one. */
  public static Optional<Choice> of(String id) {
    return Stream.of(values()).filter(choice -> choice.id().equals(id)).findFirst();
  }
}
