package io.drillbook.spi.store;

import io.drillbook.domain.log.LogState;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Who receives the log of a source, and how it stands. */
public interface LogStore {
  /**
   * Takes or renews the right to receive the log of a source.
   *
   * <p>A right that was taken for longer than anybody takes it, by a clock that was set back since,
   * is over: see {@link #latest}.
   *
   * @param holder who asks; nobody else uses this name
   * @return false where another one holds it now
   */
  boolean hold(String system, String source, String holder, Instant now, Instant until);

  /** Until when a right may have been taken by somebody whose clock is ahead by less than one. */
  static Instant latest(Instant now, Instant until) {
    return until.plus(Duration.between(now, until));
  }

  /** Gives the right back; nothing where another one holds it. */
  void letGo(String system, String source, String holder);

  /** How it stands; empty where it was never received. */
  Optional<LogState> find(String system, String source);

  /** Writes how it stands. */
  void save(String system, String source, LogState state);
}
