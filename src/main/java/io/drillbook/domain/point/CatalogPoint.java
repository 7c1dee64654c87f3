package io.drillbook.domain.point;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A recovery point as the catalog knows it.
 *
 * @param runId the backup run that made it
 * @param vaults where it is stored whole
 * @param storedBytes sum of its members as stored
 * @param dataTimes per source the instant whose data it holds
 * @param needs other points that it cannot be restored without, by their ids
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
    Map<String, Instant> dataTimes,
    Set<String> needs) {
  public CatalogPoint {
    vaults = List.copyOf(vaults);
    dataTimes = Map.copyOf(dataTimes);
    needs = Set.copyOf(needs);
  }

  /** A point that needs no other. */
  public CatalogPoint(
      String system,
      String point,
      String runId,
      Instant startedAt,
      Optional<Instant> sealedAt,
      PointState state,
      List<String> vaults,
      long storedBytes,
      Map<String, Instant> dataTimes) {
    this(
        system, point, runId, startedAt, sealedAt, state, vaults, storedBytes, dataTimes, Set.of());
  }

  /** Whether a restore may choose it. */
  public boolean usable() {
    return state == PointState.SEALED || state == PointState.VERIFIED || state == PointState.PROVEN;
  }
}
