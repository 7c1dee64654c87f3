package io.drillbook.domain.record;

import io.drillbook.domain.plan.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * One execution of a runbook.
 *
 * @param id {@code incident-20261121T101500Z-4f2a9c}; also the engine's business key
 * @param detectedAt when the clock started: for an incident the time of detection, else the start
 * @param startedBy the person, or {@code timer:<schedule>}
 * @param rto what the run is measured against; zero where no RTO applies
 * @param rtoAssumed true where the scenario is not in the plan and the strictest RTO was taken
 */
public record Run(
    String id,
    RunKind kind,
    String system,
    Optional<Scenario> scenario,
    Instant detectedAt,
    Instant startedAt,
    String startedBy,
    Duration rto,
    boolean rtoAssumed,
    String planDigest,
    Optional<Instant> endedAt,
    Optional<Verdict> verdict) {}
