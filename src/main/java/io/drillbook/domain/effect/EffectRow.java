package io.drillbook.domain.effect;

import java.time.Instant;
import java.util.Optional;

/**
 * One row of the ledger.
 *
 * @param attempt the fencing token: an older attempt never overwrites a newer one's row
 * @param detail what was seen, in words
 */
public record EffectRow(
    Effect effect,
    EffectState state,
    int attempt,
    Instant begunAt,
    Optional<Instant> endedAt,
    String detail) {}
