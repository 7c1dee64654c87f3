package io.drillbook.domain.evidence;

import io.drillbook.domain.evidence.Evidence.Basis;
import io.drillbook.domain.evidence.Evidence.FindingFacts;
import io.drillbook.domain.evidence.Evidence.PointFacts;
import io.drillbook.domain.evidence.Evidence.Scope;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What does not stand in the record of a run: plan, models, recovery points, findings.
 *
 * @param signer fingerprint of the key that signs the pack
 */
public record Surroundings(
    String exportedBy,
    String signer,
    Basis basis,
    Scope scope,
    List<PointFacts> points,
    List<FindingFacts> findings,
    Optional<Instant> nextTestDue,
    Optional<Instant> retainUntil) {
  /** Those of a run whose evidence nobody has said how long to keep. */
  public Surroundings(
      String exportedBy,
      String signer,
      Basis basis,
      Scope scope,
      List<PointFacts> points,
      List<FindingFacts> findings,
      Optional<Instant> nextTestDue) {
    this(exportedBy, signer, basis, scope, points, findings, nextTestDue, Optional.empty());
  }
}
