package io.drillbook.driver.source.command;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;

/**
 * How a program ended.
 *
 * @param program how it is called in messages
 * @param limit set where it was killed at its limit: that limit in words
 * @param output the beginning of its standard output, secrets covered
 * @param said its last lines, secrets covered
 */
record Answer(String program, int exitCode, String limit, String output, String said) {
  boolean isGood() {
    return limit.isEmpty() && exitCode == 0;
  }

  /** How it ended, in words. */
  String end() {
    String how =
        limit.isEmpty()
            ? "it ended with exit code " + exitCode
            : "it still ran after " + limit + " and was killed";
    return said.isEmpty() ? how + " and wrote nothing" : how + " and wrote: " + said;
  }

  /** The fault that it makes. */
  Fault fault(FaultCode code, String hint) {
    return new Fault(code, "unable to use the program: '" + program + "': " + end(), hint);
  }
}
