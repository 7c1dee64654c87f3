package io.drillbook.driver.source.command;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;

/** Whether a restore into a target would overwrite anybody's data. */
record Vacancy(Spot target, Mark mark) {
  /**
   * Refuses a target that holds anything, or of which that cannot be told, unless this run itself
   * brought it.
   *
   * @throws Fault TARGET_NOT_EMPTY
   */
  void require() {
    if (!mark.isOurs()) {
      requireEmpty();
    }
  }

  /**
   * The same, and removes what the run itself brought.
   *
   * @throws Fault TARGET_NOT_EMPTY
   */
  void make() {
    CommandSettings settings = target.settings();
    if (mark.isOurs() && settings.has(CommandSettings.DISCARD) && !settings.mayOverwrite()) {
      target.discard();
    }
    requireEmpty();
  }

  private void requireEmpty() {
    if (target.settings().mayOverwrite()) {
      return;
    }
    switch (target.emptiness()) {
      case EMPTY -> {}
      case NOT_EMPTY ->
          throw refused(
              "unable to restore into a target that is not empty",
              "Name another target, or empty it by hand if you are sure.");
      case UNKNOWN ->
          throw refused(
              "unable to tell whether the target is empty",
              "Name a program under 'empty', or say 'may-overwrite: true' at the target.");
    }
  }

  private Fault refused(String what, String hint) {
    return new Fault(
        FaultCode.TARGET_NOT_EMPTY,
        what + ": '" + target.program().shown(CommandSettings.RESTORE) + "'",
        hint);
  }
}
