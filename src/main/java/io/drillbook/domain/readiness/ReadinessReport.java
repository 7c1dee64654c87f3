package io.drillbook.domain.readiness;

import java.time.Instant;
import java.util.List;

/**
 * What the newest check of a system found.
 *
 * @param since when the state was first found by a check that found it each time since
 * @param inForce what was in force when it was checked
 */
public record ReadinessReport(
    String system,
    String runId,
    Instant checkedAt,
    ReadinessState state,
    Instant since,
    List<String> why,
    List<CheckFinding> findings,
    ReadinessFingerprint inForce) {
  public ReadinessReport {
    why = List.copyOf(why);
    findings = List.copyOf(findings);
  }

  /** The questions whose answer is bad. */
  public List<String> bad() {
    return findings.stream().filter(CheckFinding::isBad).map(CheckFinding::key).toList();
  }
}
