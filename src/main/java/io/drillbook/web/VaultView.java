package io.drillbook.web;

import io.drillbook.usecase.readiness.VaultState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A vault as the API shows it. */
record VaultView(
    String vault,
    String kind,
    Optional<String> site,
    boolean ready,
    Optional<Instant> triedAt,
    Map<String, String> abilities,
    Optional<Duration> clockAhead,
    List<String> failures,
    List<String> warnings) {
  static VaultView of(VaultState state) {
    return new VaultView(
        state.vault(),
        state.kind(),
        state.site(),
        state.ready(),
        state.triedAt(),
        state.abilities(),
        state.clockAhead(),
        state.failures(),
        state.warnings());
  }
}
