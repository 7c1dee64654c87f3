package io.drillbook.usecase.readiness;

import io.drillbook.domain.point.KeyFacts;
import io.drillbook.domain.readiness.KeyExpiry;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A key of {@code drillbook.yaml} and what it is for.
 *
 * @param facts empty where it cannot be read or is fit for nothing
 * @param encryptsFor systems whose new recovery points it opens
 * @param signsFor systems whose new recovery points it signs
 * @param signedBeforeFor systems whose older points it may have signed
 * @param privateHere whether its private half is on this machine
 * @param expiry how near its end is
 * @param problem why it cannot be used; empty where it can
 */
public record KeyStatus(
    String name,
    Optional<KeyFacts> facts,
    List<String> encryptsFor,
    List<String> signsFor,
    List<String> signedBeforeFor,
    boolean privateHere,
    KeyExpiry expiry,
    Optional<String> problem) {

  /** The systems whose next backup needs it, each once. */
  public List<String> neededBy() {
    return Stream.concat(encryptsFor.stream(), signsFor.stream()).distinct().sorted().toList();
  }

  /** What somebody has to see to: it cannot be used, or its end is near; empty if nothing. */
  public Optional<String> warning() {
    return problem.or(expiry::inWords).filter(text -> !neededBy().isEmpty());
  }

  /** Whether the systems that need it cannot be backed up now. */
  public boolean failsReadiness() {
    return !neededBy().isEmpty() && (problem.isPresent() || expiry.isOver());
  }
}
