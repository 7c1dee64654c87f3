package io.drillbook.engine.security;

import java.time.Duration;

/** A login has to wait because too many before it have failed. */
final class TooManyTries extends RuntimeException {
  private final long seconds;

  TooManyTries(Duration wait) {
    super("too many failed logins");
    seconds = Math.max(1, wait.plusMillis(999).toSeconds());
  }

  /** For the {@code Retry-After} header. */
  long seconds() {
    return seconds;
  }
}
