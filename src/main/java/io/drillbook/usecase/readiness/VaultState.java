package io.drillbook.usecase.readiness;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a vault was found to do when it was last tried, against what the plans ask of it.
 *
 * @param triedAt when; empty where it was not tried yet
 * @param abilities what it does, such as {@code conditional-create}, with {@code yes}, {@code no}
 *     or {@code unknown}; empty where it could not be tried
 * @param clockAhead how far its clock is ahead of ours; negative where it is behind
 * @param failures what plans rely on and the store lacks: backups are not safe there
 * @param warnings what somebody should know
 */
public record VaultState(
    String vault,
    String kind,
    Optional<String> site,
    Optional<Instant> triedAt,
    Map<String, String> abilities,
    Optional<Duration> clockAhead,
    List<String> failures,
    List<String> warnings) {
  public VaultState {
    abilities = Collections.unmodifiableMap(new TreeMap<>(abilities));
    failures = List.copyOf(failures);
    warnings = List.copyOf(warnings);
  }

  /** Whether it was tried and lacks nothing that a plan relies on. */
  public boolean ready() {
    return triedAt.isPresent() && failures.isEmpty();
  }
}
