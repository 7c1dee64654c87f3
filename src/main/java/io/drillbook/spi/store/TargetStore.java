package io.drillbook.spi.store;

import java.time.Instant;
import java.util.Optional;

/**
 * Which run restores into which target: one at a time. A run that has ended has none any more; one
 * from which a target was seized has it again once the other has ended, if it is still open. Joins
 * the caller's transaction.
 */
public interface TargetStore {
  /**
   * Takes a target for a run; of several at the same time one gets it. Whoever has it may ask
   * again.
   *
   * @return the open run that has it; empty where the caller's has it now
   */
  Optional<String> take(String system, String target, String runId, Instant at);

  /**
   * Takes a target for a run from whichever has it.
   *
   * @return the other open run that had it
   */
  Optional<String> seize(String system, String target, String runId, Instant at);

  /** The open run that has a target; of several, the one that took it last. */
  Optional<String> holder(String system, String target);
}
