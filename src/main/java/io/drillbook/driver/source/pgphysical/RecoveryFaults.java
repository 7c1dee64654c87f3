package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;

/** Explains why a server did not come to the end of its replay, by what it wrote into its log. */
final class RecoveryFaults {
  private static final String ENDED =
      "recovery ended before configured recovery target was reached";
  private static final int SHOWN = 300;

  private RecoveryFaults() {}

  /** Whether all there was had been replayed and the goal was not met. */
  static boolean endedBeforeGoal(String log) {
    return log.contains(ENDED);
  }

  /** Whether a piece could not be given. */
  static boolean wasNotFed(String log) {
    return log.contains("could not restore file");
  }

  static Fault of(Recovery recovery, String log) {
    String said = fatal(log);
    String goal = recovery.goal().map(it -> it.words()).orElse("the recovery point's own end");
    if (endedBeforeGoal(log)) {
      return unknown(
          goal,
          recovery
              .log()
              .until()
              .map(until -> "it is not in what is kept until " + until)
              .orElse("no changes are kept since the recovery point"),
          "Compare the name with what the server's log says of restore points.");
    }
    if (log.contains("requested recovery stop point is before consistent recovery point")) {
      return unknown(
          goal,
          "it lies before the end of the recovery point",
          "Choose a recovery point that was taken before it.");
    }
    if (log.contains("is not a child of this server's history")
        || log.contains("does not contain minimum recovery point")
        || said.contains("recovery target timeline")) {
      return unknown(
          goal,
          "the log's newest timeline branched off before the recovery point: " + said,
          "Say 'timeline: current' at the target, or choose a recovery point of that timeline.");
    }
    if (log.contains("No space left on device")) {
      return new Fault(
          FaultCode.DISK_FULL,
          "unable to replay to '" + goal + "': " + said,
          "Make room on the target's disk.");
    }
    return new Fault(
        FaultCode.RESTORE_FAILED,
        "unable to start the restored server: '" + goal + "': " + said,
        "The words are the server's own; 'parameters' at the target sets what it may be missing.");
  }

  private static Fault unknown(String goal, String why, String hint) {
    return new Fault(FaultCode.POINT_UNKNOWN, "unable to recover to '" + goal + "': " + why, hint);
  }

  private static String fatal(String log) {
    String line =
        log.lines()
            .filter(text -> text.contains("FATAL:") || text.contains("PANIC:"))
            .reduce((first, last) -> last)
            .or(() -> log.lines().reduce((first, last) -> last))
            .orElse("it said nothing");
    return line.length() > SHOWN ? line.substring(0, SHOWN) + "…" : line;
  }
}
