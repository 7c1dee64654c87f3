package io.drillbook.usecase;

import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.retention.Hold;
import io.drillbook.domain.retention.Leaving;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.RetentionStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What retention remembers, without a database; counts points in the order in which it met them.
 */
public final class RetentionInMemory implements RetentionStore {
  private final CatalogStore catalog;
  private final Map<String, Long> sequence = new HashMap<>();
  private final Map<String, Hold> holds = new LinkedHashMap<>();
  private final Map<String, Leaving> leaving = new LinkedHashMap<>();
  private final Map<String, Instant> looked = new HashMap<>();

  public RetentionInMemory(CatalogStore catalog) {
    this.catalog = catalog;
  }

  @Override
  public Map<String, Long> sequence(String system) {
    List<CatalogPoint> oldestFirst = new ArrayList<>(catalog.points(system));
    java.util.Collections.reverse(oldestFirst);
    oldestFirst.forEach(it -> sequence.putIfAbsent(it.point(), (long) sequence.size()));
    return Map.copyOf(sequence);
  }

  @Override
  public List<Hold> holds(String system) {
    return holds.values().stream().filter(it -> it.system().equals(system)).toList();
  }

  @Override
  public boolean hold(Hold hold) {
    if (leaving.containsKey(hold.point())) {
      return false;
    }
    holds.putIfAbsent(hold.id(), hold);
    return true;
  }

  @Override
  public void release(String holdId, Hold.Release release) {
    holds.computeIfPresent(
        holdId, (id, hold) -> hold.released().isPresent() ? hold : hold.release(release));
  }

  @Override
  public boolean leave(Leaving it) {
    boolean held =
        holds.values().stream()
            .anyMatch(hold -> hold.point().equals(it.point()) && hold.isActive(it.since()));
    if (held || catalog.find(it.system(), it.point()).isEmpty()) {
      return false;
    }
    leaving.putIfAbsent(it.point(), it);
    return true;
  }

  @Override
  public List<Leaving> leaving(String system) {
    leaving.keySet().removeIf(point -> catalog.find(system, point).isEmpty());
    return List.copyOf(leaving.values());
  }

  @Override
  public Optional<Instant> lastLooked(String system) {
    return Optional.ofNullable(looked.get(system));
  }

  @Override
  public void looked(String system, Instant at) {
    looked.put(system, at);
  }
}
