package io.drillbook.domain.approval;

import io.drillbook.domain.record.Choice;
import java.time.Instant;

/**
 * What one person answered.
 *
 * @param choice {@link Choice#APPROVE} or {@link Choice#REJECT}
 * @param reason in the person's words, may be empty on a yes
 * @param round which asking the person saw; 0 where lines from before that were counted tell none
 */
public record Vote(String person, Choice choice, Instant at, String reason, int round) {
  /** Whether it is a yes. */
  public boolean isYes() {
    return choice == Choice.APPROVE;
  }
}
