package io.drillbook.domain.readiness;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What drills have shown of a plan.
 *
 * @param passed the newest drill that passed
 * @param open drills that did not pass and were not passed since, and findings that are not closed,
 *     each in words
 */
public record Proof(Optional<PassedDrill> passed, List<String> open) {
  /** No drill yet. */
  public static final Proof NONE = new Proof(Optional.empty(), List.of());

  public Proof {
    open = List.copyOf(open);
  }

  /**
   * A drill that passed.
   *
   * @param fingerprint what was in force when it began; empty for one of before readiness was known
   */
  public record PassedDrill(
      String runId, Instant endedAt, Optional<ReadinessFingerprint> fingerprint) {}
}
