package io.drillbook.domain.record;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What must hold of steps that are entered later; all of them are taken, or none. */
public final class HandStepCheck {
  private static final int MOST = 1000;
  private static final int LONGEST_NAME = 200;
  private static final int LONGEST_NOTE = 2000;

  /** Clocks of machines and wrists differ a little: so much in the future still is now. */
  private static final Duration SKEW = Duration.ofMinutes(1);

  private final Instant detectedAt;
  private final Instant now;
  private final List<RecordEntry> lines;

  /**
   * A check.
   *
   * @param lines that are on the record already
   */
  public HandStepCheck(Instant detectedAt, Instant now, List<RecordEntry> lines) {
    this.detectedAt = detectedAt;
    this.now = now;
    this.lines = List.copyOf(lines);
  }

  /**
   * Refuses what cannot be.
   *
   * @throws Fault INPUT_INVALID naming every row that is wrong, and why
   */
  public void require(List<HandStep> steps) {
    if (steps.isEmpty() || steps.size() > MOST) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to enter that many steps: '" + steps.size() + "'",
          "Enter 1 to " + MOST + " at a time.");
    }
    List<String> wrong = new ArrayList<>();
    Set<HandStep> before = new HashSet<>();
    for (int i = 0; i < steps.size(); i++) {
      String why = wrong(steps.get(i), !before.add(steps.get(i)));
      if (!why.isEmpty()) {
        wrong.add("step %d '%s': %s".formatted(i + 1, steps.get(i).name(), why));
      }
    }
    if (!wrong.isEmpty()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to enter the steps, nothing was written: '" + wrong.get(0) + "'",
          wrong.size() == 1
              ? "Correct it and send all of them again."
              : "Correct these and send all of them again: " + String.join("; ", wrong) + ".");
    }
  }

  private String wrong(HandStep step, boolean twice) {
    if (step.name().isBlank() || step.name().length() > LONGEST_NAME) {
      return "its name must have 1 to " + LONGEST_NAME + " characters";
    }
    if (step.by().isBlank() || step.by().length() > LONGEST_NAME) {
      return "it must say who did it, in 1 to " + LONGEST_NAME + " characters";
    }
    if (step.note().length() > LONGEST_NOTE) {
      return "its note must have at most " + LONGEST_NOTE + " characters";
    }
    String time = wrongTime(step);
    if (!time.isEmpty()) {
      return time;
    }
    return twice || Asserted.isThere(step, lines) ? "it is entered already" : "";
  }

  private String wrongTime(HandStep step) {
    if (step.ended().isBefore(step.began())) {
      return "it ended (" + step.ended() + ") before it began (" + step.began() + ")";
    }
    if (step.began().isBefore(detectedAt)) {
      return "it began (" + step.began() + ") before the detection (" + detectedAt + ")";
    }
    return step.ended().isAfter(now.plus(SKEW))
        ? "it ended (" + step.ended() + ") in the future; now it is " + now
        : "";
  }
}
