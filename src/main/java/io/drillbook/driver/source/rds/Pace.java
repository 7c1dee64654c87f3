package io.drillbook.driver.source.rds;

import java.time.Duration;

/**
 * How a busy or slow service is waited for.
 *
 * @param pause between two questions whether it is so far; the service is asked seldom
 * @param tries of one request that it is too busy for
 */
record Pace(Duration pause, int tries) {
  static final Pace USUAL = new Pace(Duration.ofSeconds(20), 5);
}
