package io.drillbook.spi.store;

import java.time.Instant;
import java.util.List;

/**
 * Live progress of long steps: overwritten all the time, no evidence. Every call is a transaction
 * of its own.
 */
public interface ProgressStore {
  /** Remembers the newest state of a step's subject. */
  void save(Progress progress);

  /** What is known of a run's steps. */
  List<Progress> of(String runId);

  /**
   * Progress of one subject.
   *
   * @param step the model's element id
   * @param subject such as a member's file name
   * @param total -1 where nobody knows
   */
  record Progress(
      String runId, String step, String subject, int attempt, long done, long total, Instant at) {}
}
