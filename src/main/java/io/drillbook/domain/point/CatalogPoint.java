package io.drillbook.domain.point;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A recovery point as the catalog knows it.
 *
 * @param runId the backup run that made it
 * @param vaults where it is stored whole
 * @param storedBytes sum of its members as stored
 * @param dataTimes per source the instant whose data it holds
 * @param missing sources of the plan that it does not hold, with the reason; none unless partial
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
    Map<String, String> missing,
    Set<String> needs) {
  public CatalogPoint {
    vaults = List.copyOf(vaults);
    dataTimes = Map.copyOf(dataTimes);
    missing = Collections.unmodifiableMap(new TreeMap<>(missing));
    needs = Set.copyOf(needs);
  }

  /** A point that holds every source. */
  public CatalogPoint(
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
    this(
        system,
        point,
        runId,
        startedAt,
        sealedAt,
        state,
        vaults,
        storedBytes,
        dataTimes,
        Map.of(),
        needs);
  }

  /** A point that holds every source and needs no other. */
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

  /** Whether its backup went on without a source. */
  public boolean isPartial() {
    return !missing.isEmpty();
  }

  /** Those of the sources that it does not hold, for whatever reason. */
  public Set<String> lacks(Collection<String> sources) {
    Set<String> lacking = new TreeSet<>(sources);
    lacking.removeAll(dataTimes.keySet());
    return lacking;
  }

  /** Its state for people, such as {@code sealed, PARTIAL: without media}. */
  public String inWords() {
    String words = state.name().toLowerCase(Locale.ROOT);
    return isPartial()
        ? words + ", PARTIAL: without " + String.join(", ", missing.keySet())
        : words;
  }

  /** Whether a restore may choose it. */
  public boolean usable() {
    return state == PointState.SEALED || state == PointState.VERIFIED || state == PointState.PROVEN;
  }
}
