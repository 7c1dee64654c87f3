package io.drillbook.usecase.incident;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How far a run's long step is now.
 *
 * @param step the model's element id
 * @param subject what was worked on last
 * @param done bytes (or items) done in this step
 * @param total bytes in all: known, or as in the recovery point before; empty where nobody knows
 * @param perSecond since the step began
 * @param left a forecast from this speed and from the last runs' durations; empty where neither
 *     says anything
 */
public record RunProgress(
    String step,
    String subject,
    long done,
    OptionalLong total,
    double perSecond,
    Optional<Duration> left) {}
