package io.drillbook.spi.store;

import java.time.Instant;

/** Remembers which warnings of a key's end went out, so that each goes out once. */
public interface KeyWarningStore {
  /**
   * A warning.
   *
   * @param fingerprint of the key's primary key
   * @param expires the end that it warns of: an extended key is warned of anew
   * @param days before the end
   */
  record Warning(String system, String fingerprint, Instant expires, int days) {}

  /**
   * Takes a warning for oneself, if the caller's transaction lasts; of several servers one gets it.
   *
   * @return false where it went out before
   */
  boolean claim(Warning warning, Instant at);
}
