package io.drillbook.spi.step;

import java.util.Optional;

/**
 * What a long step is given by whoever runs it: its name tags, where to report, and when to stop.
 */
public interface StepContext {
  /** The variable in which a command finds {@link #effectKey}. */
  String EFFECT_KEY_VARIABLE = "DRILLBOOK_IDEMPOTENCY_KEY";

  /** The run that this step belongs to; contains only letters, digits and dashes. */
  String runId();

  /** 1 for the first try of this step, then 2 …: the fencing token for staging names. */
  int attempt();

  /**
   * Reports progress; cheap, may be called for every buffer.
   *
   * @param subject what is being worked on, such as the member's name
   * @param done bytes (or items) done
   * @param total bytes (or items) in all, or -1 where nobody knows
   */
  void progress(String subject, long done, long total);

  /** The signal that ends the step early. */
  Cancellation cancellation();

  /**
   * Names the effect outside that is being brought about: the same however often the step is
   * repeated, so that whoever is called can tell a repetition.
   */
  default Optional<String> effectKey() {
    return Optional.empty();
  }
}
