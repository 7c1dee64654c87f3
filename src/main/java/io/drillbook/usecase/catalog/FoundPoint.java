package io.drillbook.usecase.catalog;

import io.drillbook.domain.point.Manifest;
import java.util.List;
import java.util.Optional;

/**
 * A recovery point as it lies in one vault.
 *
 * @param manifest signed and checked where a signer is named; else what it claims, to be shown only
 * @param signer name of the trusted key whose signature holds
 * @param detail what is wrong, or who signed; empty where there is nothing to say
 * @param strays files in its folder that the manifest does not know
 */
public record FoundPoint(
    String vault,
    String system,
    String point,
    Condition condition,
    Optional<Manifest> manifest,
    Optional<String> signer,
    String detail,
    List<String> strays) {
  public FoundPoint {
    strays = List.copyOf(strays);
  }

  /** The signed manifest of a point whose signature holds. */
  public Optional<Manifest> signed() {
    return signer.flatMap(name -> manifest);
  }
}
