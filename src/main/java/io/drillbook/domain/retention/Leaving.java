package io.drillbook.domain.retention;

import java.time.Instant;

/**
 * A recovery point whose removal has begun: it counts as a copy no longer, and some vault may still
 * hold all or parts of it.
 *
 * @param runId the expiry run that began it
 * @param why why it expired
 */
public record Leaving(String system, String point, String runId, Instant since, String why) {}
