package io.drillbook.store;

import io.drillbook.domain.record.StepRef;
import io.drillbook.domain.record.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What really happened in a generated run, kept apart from its record. */
final class Truth {
  static final Duration RPO = Duration.ofHours(1);

  final Instant detectedAt;
  final Duration rto;
  final Map<String, Instant> restored = new TreeMap<>();
  final List<String> failed = new ArrayList<>();
  final List<String> lost = new ArrayList<>();
  final List<Runnable> late = new ArrayList<>();
  Instant confirmedAt;
  Instant endedAt;
  boolean skipped;
  boolean overridden;
  boolean abandoned;
  boolean over;

  Truth(Instant detectedAt, Duration rto) {
    this.detectedAt = detectedAt;
    this.rto = rto;
  }

  static String tryOf(StepRef step, int attempt) {
    return step.id() + "/" + step.subject() + "/" + attempt;
  }

  Duration lapsed() {
    return Duration.between(detectedAt, confirmedAt == null ? endedAt : confirmedAt);
  }

  /** The best that may be said of it. */
  Verdict verdict() {
    if (confirmedAt == null) {
      return abandoned ? Verdict.ABANDONED : Verdict.FAILED;
    }
    boolean tooMuch =
        restored.values().stream().anyMatch(data -> data.plus(RPO).isBefore(detectedAt));
    if (lapsed().compareTo(rto) > 0 || tooMuch) {
      return Verdict.OBJECTIVE_MISSED;
    }
    if (overridden) {
      return Verdict.SUCCEEDED_WITH_OVERRIDES;
    }
    return skipped ? Verdict.SUCCEEDED_WITH_SKIPS : Verdict.SUCCEEDED;
  }

  /** The better a verdict, the smaller its rank. */
  static int rank(Verdict verdict) {
    return switch (verdict) {
      case SUCCEEDED -> 0;
      case SUCCEEDED_WITH_SKIPS -> 1;
      case SUCCEEDED_WITH_OVERRIDES -> 2;
      case OBJECTIVE_MISSED -> 3;
      case ABANDONED, FAILED -> 4;
      case ASSERTED -> throw new IllegalArgumentException("nothing was observed");
    };
  }
}
