package io.drillbook.spi.plan;

import io.drillbook.domain.plan.ProtectionPlan;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The plans in force: for each system the newest version that passed every check. Safe for several
 * threads.
 */
public interface Plans {
  /**
   * The plan of a system.
   *
   * @throws io.drillbook.domain.fault.Fault INPUT_INVALID where no plan protects the system
   */
  ProtectionPlan plan(String system);

  /** All plans, by name of their system. */
  List<ProtectionPlan> all();

  /**
   * The text of the file whose plan is in force, as it was written: secrets are references there.
   * Empty where the plan came from no file.
   */
  default Optional<String> text(ProtectionPlan plan) {
    return Optional.empty();
  }

  /**
   * Files that are broken now, each with file, line and what was expected; the last good version
   * stays in force.
   */
  List<String> problems();

  /** Calls the listener with every plan that is new or changed from now on. */
  void onChange(Consumer<ProtectionPlan> listener);
}
