package io.drillbook.driver.source.command;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.Optional;

/** Refuses a target that is the protected source itself, and one of which that cannot be told. */
final class ProductionGuard {
  private final Optional<Spot> home;
  private final Optional<String> captured;

  /**
   * A guard.
   *
   * @param home where the source lives; empty in a rescue
   * @param captured what the place called itself that was captured, if that is known
   */
  ProductionGuard(Optional<Spot> home, Optional<String> captured) {
    this.home = home;
    this.captured = captured;
  }

  /**
   * Checks a target.
   *
   * @throws Fault TARGET_IS_PRODUCTION; NOT_ALLOWED where it cannot be told
   */
  void check(Spot target) {
    if (home.filter(it -> isAlike(it, target)).isPresent()) {
      throw production("it runs the same program with the same settings");
    }
    Optional<String> there = target.identity();
    if (there.isPresent() && there.equals(captured)) {
      throw production(there.get());
    }
    if (home.isPresent()) {
      compare(there, home.get(), target);
    } else if (there.isEmpty() && !target.settings().mayBeUnidentified()) {
      throw unidentified("the target names no 'identify'");
    }
  }

  private static void compare(Optional<String> there, Spot home, Spot target) {
    boolean told = there.isPresent() && home.settings().has(CommandSettings.IDENTIFY);
    if (!told && !target.settings().mayBeUnidentified()) {
      throw unidentified(
          there.isEmpty() ? "the target names no 'identify'" : "the source names no 'identify'");
    }
    if (told && there.equals(identityOf(home))) {
      throw production(there.get());
    }
  }

  /** A home that is lost cannot be asked, and what does answer is another place. */
  private static Optional<String> identityOf(Spot home) {
    try {
      return home.identity();
    } catch (Fault e) {
      if (e.code() == FaultCode.CANCELLED) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private static boolean isAlike(Spot home, Spot target) {
    CommandSettings one = home.settings();
    CommandSettings other = target.settings();
    return one.has(CommandSettings.RESTORE)
        && one.words(CommandSettings.RESTORE).equals(other.words(CommandSettings.RESTORE))
        && one.environment().equals(other.environment())
        && one.variables().equals(other.variables());
  }

  private static Fault production(String why) {
    return new Fault(
        FaultCode.TARGET_IS_PRODUCTION,
        "unable to restore over the protected source: '" + why + "'",
        "Name programs, variables or an environment at the target that lead to another place.");
  }

  private static Fault unidentified(String why) {
    return new Fault(
        FaultCode.NOT_ALLOWED,
        "unable to tell the target from production: '" + why + "'",
        "Give source and target an 'identify' that names the place, or say"
            + " 'may-be-unidentified: true' at the target if you are sure.");
  }
}
