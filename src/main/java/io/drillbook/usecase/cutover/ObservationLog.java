package io.drillbook.usecase.cutover;

import io.drillbook.usecase.cutover.Observation.Health;
import java.time.Duration;

/** Counts the rounds of one observation. */
final class ObservationLog {
  private static final int ILL_IN_A_ROW = 3;
  private static final int TOLERATED_SHARE = 10;

  private int rounds;
  private int failures;
  private int inARow;
  private Duration slowest = Duration.ZERO;
  private String lastTrouble = "";

  void add(Duration took, String trouble) {
    rounds++;
    if (took.compareTo(slowest) > 0) {
      slowest = took;
    }
    if (trouble.isEmpty()) {
      inARow = 0;
      return;
    }
    failures++;
    inARow++;
    lastTrouble = trouble;
  }

  boolean isIll() {
    return inARow >= ILL_IN_A_ROW;
  }

  Observation result() {
    return new Observation(health(), rounds, failures, slowest, lastTrouble);
  }

  private Health health() {
    if (rounds == 0) {
      return Health.NOT_OBSERVED;
    }
    boolean tooMany = failures * TOLERATED_SHARE > rounds;
    return inARow > 0 || tooMany ? Health.UNHEALTHY : Health.HEALTHY;
  }
}
