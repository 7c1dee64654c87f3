package io.drillbook.driver.source.awssecrets;

import java.time.Duration;

/**
 * How a busy or slow service is waited for.
 *
 * @param pause between two questions whether it is so far
 * @param tries of one request that it is too busy for
 */
record Pace(Duration pause, int tries) {
  static final Pace USUAL = new Pace(Duration.ofSeconds(1), 5);
}
