package io.drillbook.domain.plan;

import java.util.Map;
import java.util.Optional;

/**
 * What a plan says for evidence: of a drill by its name before its scenario, of a scenario before
 * the whole system.
 */
public record EvidencePlan(
    EvidenceTerms system,
    Map<Scenario, EvidenceTerms> scenarios,
    Map<String, EvidenceTerms> drills) {
  /** Nothing is said. */
  public static final EvidencePlan NONE = new EvidencePlan(EvidenceTerms.NONE, Map.of(), Map.of());

  public EvidencePlan {
    scenarios = Map.copyOf(scenarios);
    drills = Map.copyOf(drills);
  }

  /** What holds for a run. */
  public EvidenceTerms of(Optional<Scenario> scenario, Optional<String> drill) {
    return drill
        .map(it -> drills.getOrDefault(it, EvidenceTerms.NONE))
        .orElse(EvidenceTerms.NONE)
        .orElse(
            scenario
                .map(it -> scenarios.getOrDefault(it, EvidenceTerms.NONE))
                .orElse(EvidenceTerms.NONE))
        .orElse(system);
  }
}
