package io.drillbook.engine.record;

import org.camunda.bpm.engine.delegate.DelegateExecution;

/** Which processes have a run with a record: the runbooks, not the watch over schedules. */
final class Recorded {
  private static final String WATCH = "schedule:";

  private Recorded() {}

  static boolean is(DelegateExecution execution) {
    String key = execution.getProcessBusinessKey();
    return key != null && !key.startsWith(WATCH);
  }
}
