package io.drillbook.usecase;

import io.drillbook.domain.log.LogState;
import io.drillbook.spi.store.LogStore;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** How logs stand, forgotten with the test. */
public final class LogsInMemory implements LogStore {
  private record Held(String holder, Instant until) {}

  private final Map<String, LogState> states = new ConcurrentHashMap<>();
  private final Map<String, Held> held = new ConcurrentHashMap<>();

  @Override
  public synchronized boolean hold(
      String system, String source, String holder, Instant now, Instant until) {
    Held other = held.get(system + "/" + source);
    boolean over =
        other == null
            || other.until().isBefore(now)
            || other.until().isAfter(LogStore.latest(now, until));
    if (!over && !other.holder().equals(holder)) {
      return false;
    }
    held.put(system + "/" + source, new Held(holder, until));
    return true;
  }

  @Override
  public synchronized void letGo(String system, String source, String holder) {
    Held other = held.get(system + "/" + source);
    if (other != null && other.holder().equals(holder)) {
      held.remove(system + "/" + source);
    }
  }

  @Override
  public Optional<LogState> find(String system, String source) {
    return Optional.ofNullable(states.get(system + "/" + source));
  }

  @Override
  public void save(String system, String source, LogState state) {
    states.put(system + "/" + source, state);
  }
}
