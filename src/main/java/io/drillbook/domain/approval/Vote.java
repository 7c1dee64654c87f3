package io.drillbook.domain.approval;

import io.drillbook.domain.record.Choice;
import java.time.Instant;

/**
 * What one person answered.
 *
 * @param choice {@link Choice#APPROVE} or {@link Choice#REJECT}
 * @param reason in the person's words, may be empty on a yes
 */
public record Vote(String person, Choice choice, Instant at, String reason) {
  /** Whether it is a yes. */
  public boolean isYes() {
    return choice == Choice.APPROVE;
  }
}
