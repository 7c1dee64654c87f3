package io.drillbook.spi.log;

import io.drillbook.domain.log.RecoveryGoal;

/**
 * What a restore replays onto a capture.
 *
 * @param log the pieces that are kept
 * @param goal how far
 */
public record Replay(LogReader log, RecoveryGoal goal) {}
