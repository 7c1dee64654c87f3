package io.drillbook.domain.point;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A recovery point as the catalog knows it.
 *
 * @param runId the backup run that made it
 * @param vaults where it is stored whole
 * @param storedBytes sum of its members as stored
 * @param dataTimes per source the instant whose data it holds
 */
public record CatalogPoint(
    String system,
    String point,
    String runId,
    Instant startedAt,
    Optional<Instant> sealedAt,
    PointState state,
    List<String> vaults,
    long storedBytes,
    Map<String, Instant> dataTimes) {
  public CatalogPoint {
    vaults = List.copyOf(vaults);
    dataTimes = Map.copyOf(dataTimes);
  }

  /** Whether a restore may choose it. */
  public boolean usable() {
    return state == PointState.SEALED || state == PointState.VERIFIED || state == PointState.PROVEN;
  }
}
