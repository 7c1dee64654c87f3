package io.drillbook.spi.runbook;

/** Holds, wakes and ends the machinery of a run. */
public interface RunControl {
  /** Whether a cutover is under way, or has moved traffic and was not rolled back. */
  boolean mayHaveMovedTraffic(String runId);

  /** Lets steps that were held while the run was paused begin at once. */
  void wake(String runId);

  /**
   * Ends the run where it stands: running steps are cancelled, and clean up after themselves.
   *
   * @param reason for the engine's history
   */
  void end(String runId, String reason);
}
