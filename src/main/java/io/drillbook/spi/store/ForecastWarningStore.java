package io.drillbook.spi.store;

import java.time.Instant;

/** Remembers which warnings of a forecast went out, so that each goes out once. */
public interface ForecastWarningStore {
  /**
   * Takes a warning for oneself, if the caller's transaction lasts; of several servers one gets it.
   *
   * @param outcome what is warned of, as on the record
   * @return false where it went out before
   */
  boolean claim(String runId, String outcome, Instant at);
}
