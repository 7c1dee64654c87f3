package io.drillbook.domain.plan;

import java.util.List;
import java.util.Optional;

/**
 * What a plan says for the evidence of its runs, because nobody could know it otherwise.
 *
 * @param riskReference the entry of a risk register or business impact analysis
 * @param announced whether a rehearsal is announced to those who take part
 * @param assumptions under which a rehearsal is held
 * @param successCriteria by which it counts as passed, beside the objectives
 * @param thirdParties providers that are concerned
 */
public record EvidenceTerms(
    Optional<String> riskReference,
    Optional<Boolean> announced,
    List<String> assumptions,
    List<String> successCriteria,
    List<String> thirdParties) {
  /** Nothing is said. */
  public static final EvidenceTerms NONE =
      new EvidenceTerms(Optional.empty(), Optional.empty(), List.of(), List.of(), List.of());

  public EvidenceTerms {
    assumptions = List.copyOf(assumptions);
    successCriteria = List.copyOf(successCriteria);
    thirdParties = List.copyOf(thirdParties);
  }

  /** These, and where they say nothing what holds in general. */
  public EvidenceTerms orElse(EvidenceTerms general) {
    return new EvidenceTerms(
        riskReference.or(general::riskReference),
        announced.or(general::announced),
        assumptions.isEmpty() ? general.assumptions : assumptions,
        successCriteria.isEmpty() ? general.successCriteria : successCriteria,
        thirdParties.isEmpty() ? general.thirdParties : thirdParties);
  }

  /** Whether anything is said. */
  public boolean isEmpty() {
    return equals(NONE);
  }
}
