package io.drillbook.domain.finding;

import java.time.Instant;
import java.util.Optional;

/**
 * Something that a drill found wrong, with somebody who answers for it.
 *
 * @param scenario what was rehearsed
 * @param step the model's element id of the step that did not pass, or {@link #OBJECTIVE}
 * @param what in words
 * @param runId the drill that found it
 * @param owner who answers for it: the plan's owner
 * @param dueAt until when
 * @param closure how it was closed; empty while it is open
 */
public record DrillFinding(
    String id,
    String system,
    String scenario,
    String step,
    String what,
    Severity severity,
    String runId,
    String owner,
    Instant openedAt,
    Instant dueAt,
    Optional<Closure> closure) {
  /** In place of a step, where every step passed and an objective was missed. */
  public static final String OBJECTIVE = "objective";

  /** How bad it is. */
  public enum Severity {
    /** The system could not be recovered as rehearsed: treat it as an incident. */
    INCIDENT,
    /** It could be recovered, but not as promised. */
    SHORTFALL
  }

  /**
   * How a finding was closed.
   *
   * @param by the drill that passed the step, or the person
   * @param reason the person's; says so where a drill did it
   */
  public record Closure(Instant at, String by, String reason) {}

  /** A line for people. */
  public String inWords() {
    return "a finding is open: " + what + " (" + id + ")";
  }

  /** Whether nobody has closed it. */
  public boolean isOpen() {
    return closure.isEmpty();
  }
}
