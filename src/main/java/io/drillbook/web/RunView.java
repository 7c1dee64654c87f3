package io.drillbook.web;

import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.Run;
import io.drillbook.domain.record.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** A run as the API shows it; durations are ISO 8601, instants are UTC. */
record RunView(
    String id,
    String kind,
    String system,
    Optional<String> scenario,
    Instant detectedAt,
    Instant startedAt,
    String startedBy,
    Duration rto,
    boolean rtoAssumed,
    String planDigest,
    Optional<Instant> endedAt,
    Optional<String> verdict,
    boolean good) {
  static RunView of(Run run) {
    return new RunView(
        run.id(),
        run.kind().id(),
        run.system(),
        run.scenario().map(Scenario::id),
        run.detectedAt(),
        run.startedAt(),
        run.startedBy(),
        run.rto(),
        run.rtoAssumed(),
        run.planDigest(),
        run.endedAt(),
        run.verdict().map(Verdict::id),
        run.verdict().map(Verdict::isGood).orElse(false));
  }
}
