package io.drillbook.domain.audit;

import java.time.Instant;

/**
 * A stretch of time.
 *
 * @param from included
 * @param to excluded
 */
public record Period(Instant from, Instant to) {}
