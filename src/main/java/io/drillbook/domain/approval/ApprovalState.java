package io.drillbook.domain.approval;

import java.util.Locale;

/** Where an approval stands; the word is what the runbook's gateways ask for. */
public enum ApprovalState {
  /** Votes are missing, and there is time. */
  OPEN,
  /** Enough people said yes in time. */
  GRANTED,
  /** Somebody said no: one no ends it. */
  REFUSED,
  /** Too few said yes in time, which counts as no. */
  EXPIRED;

  /** The word, such as {@code granted}. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }
}
