package io.drillbook.spi.step;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.ArrayList;
import java.util.List;

/** A one-way signal: cancelled once, for good. Safe for use by several threads. */
public final class Cancellation {
  private final List<Runnable> actions = new ArrayList<>();
  private String reason;

  /**
   * Ends the step: runs every registered action once (kill the child process, close the stream).
   */
  public void cancel(String why) {
    List<Runnable> toRun;
    synchronized (this) {
      if (reason != null) {
        return;
      }
      reason = why;
      toRun = List.copyOf(actions);
    }
    toRun.forEach(Runnable::run);
  }

  /** Registers what must happen on cancel; runs at once if it is already cancelled. */
  public void onCancel(Runnable action) {
    synchronized (this) {
      actions.add(action);
      if (reason == null) {
        return;
      }
    }
    action.run();
  }

  /** Whether the signal was given. */
  public synchronized boolean isCancelled() {
    return reason != null;
  }

  /**
   * Stops here if the signal was given.
   *
   * @throws Fault CANCELLED
   */
  public synchronized void check() {
    if (reason != null) {
      throw new Fault(
          FaultCode.CANCELLED,
          "unable to go on with the step: '" + reason + "'",
          "The step was cancelled; its run says by whom or why.");
    }
  }
}
