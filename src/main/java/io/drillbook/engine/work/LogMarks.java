package io.drillbook.engine.work;

import org.slf4j.MDC;

/** Marks what a thread logs by the run, its system and its step. */
public final class LogMarks {
  private static final String RUN = "run";
  private static final String SYSTEM = "system";
  private static final String STEP = "step";

  private LogMarks() {}

  /** Does the work with these marks; a null leaves that mark out. */
  public static void during(String run, Object system, String step, Runnable work) {
    put(RUN, run);
    put(SYSTEM, system);
    put(STEP, step);
    try {
      work.run();
    } finally {
      MDC.remove(RUN);
      MDC.remove(SYSTEM);
      MDC.remove(STEP);
    }
  }

  private static void put(String key, Object value) {
    if (value != null) {
      MDC.put(key, value.toString());
    }
  }
}
