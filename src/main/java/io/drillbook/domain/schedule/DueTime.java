package io.drillbook.domain.schedule;

import java.time.Instant;
import java.util.Optional;

/**
 * One due time of one schedule.
 *
 * @param schedule {@code backup} or {@code drill:<name>}
 * @param firedAt when it was dealt with
 * @param runId the run it started, or that makes good what was missed, if any
 */
public record DueTime(
    String system,
    String schedule,
    Instant dueAt,
    Instant firedAt,
    DueOutcome outcome,
    Optional<String> runId) {}
