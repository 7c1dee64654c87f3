package io.drillbook.domain.retention;

import io.drillbook.domain.point.CatalogPoint;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What retention says about one recovery point.
 *
 * @param keep whether it stays
 * @param reasons at least one
 */
public record Judgement(CatalogPoint point, boolean keep, List<Why> reasons) {
  public Judgement {
    reasons = List.copyOf(reasons);
  }

  /** Whether it stays or goes for this reason, among others. */
  public boolean has(Why.Kind kind) {
    return reasons.stream().anyMatch(why -> why.kind() == kind);
  }

  /** All reasons in words. */
  public String why() {
    return reasons.stream().map(Why::text).collect(Collectors.joining("; "));
  }

  /**
   * The earliest instant at which it could expire; empty where that depends on more than time, or
   * where it goes now.
   */
  public Optional<Instant> keptUntil() {
    if (!keep || reasons.stream().anyMatch(why -> why.until().isEmpty())) {
      return Optional.empty();
    }
    return reasons.stream().flatMap(why -> why.until().stream()).max(Instant::compareTo);
  }
}
