package io.drillbook.spi.store;

import io.drillbook.domain.pause.OwedProgram;
import java.time.Instant;
import java.util.List;

/**
 * What is owed for pauses. Each call is in a transaction of its own: what was paused stays paused,
 * whatever becomes of the caller's.
 */
public interface OwedStore {
  /** Writes down what is owed, before it comes into being. */
  void owe(List<OwedProgram> programs);

  /** All of a run, settled or not, in the order of their positions. */
  List<OwedProgram> of(String runId);

  /** What is still owed by any run, by run and position. */
  List<OwedProgram> open();

  /** No capture of the run may go on. */
  void interrupt(String runId);

  /**
   * A program runs now for what the run still owes.
   *
   * @param process its number and start
   */
  void running(String runId, String process);

  /** A try failed. */
  void failed(OwedProgram program, String trouble);

  /** It is made good. */
  void settle(OwedProgram program, Instant at);
}
