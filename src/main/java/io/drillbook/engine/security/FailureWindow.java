package io.drillbook.engine.security;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts failures of the last quarter of an hour by key; bounded, so that it cannot be flooded. */
final class FailureWindow {
  private static final Duration LENGTH = Duration.ofMinutes(15);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);
  private static final int MOST_KEYS = 20_000;
  private static final int MOST_FAILURES = 100;
  private static final int MOST_DOUBLINGS = 6;

  private final Map<String, Deque<Instant>> failures =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Instant>> eldest) {
          return size() > MOST_KEYS;
        }
      };

  int count(String key, Instant now) {
    Deque<Instant> times = failures.get(key);
    if (times == null) {
      return 0;
    }
    while (!times.isEmpty() && times.peekFirst().isBefore(now.minus(LENGTH))) {
      times.removeFirst();
    }
    return times.size();
  }

  /** How long a key has to wait: one second after the allowance, then twice as long each time. */
  Duration wait(String key, int allowance, Instant now) {
    int beyond = count(key, now) - allowance;
    if (beyond < 0) {
      return Duration.ZERO;
    }
    Duration pause = Duration.ofSeconds(1L << Math.min(beyond, MOST_DOUBLINGS));
    Duration capped = pause.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : pause;
    return Duration.between(now, failures.get(key).peekLast().plus(capped));
  }

  void add(String key, Instant at) {
    Deque<Instant> times = failures.computeIfAbsent(key, k -> new ArrayDeque<>());
    times.addLast(at);
    if (times.size() > MOST_FAILURES) {
      times.removeFirst();
    }
  }

  void remove(String key, Instant at) {
    Deque<Instant> times = failures.get(key);
    if (times != null) {
      times.removeLastOccurrence(at);
    }
  }

  /** A try that began then has failed now. */
  void move(String key, Instant began, Instant failed) {
    remove(key, began);
    add(key, failed);
  }

  void clear(String key) {
    failures.remove(key);
  }
}
