package io.drillbook.engine.work;

import io.drillbook.domain.fault.Fault;
import io.drillbook.spi.step.StepContext;
import java.util.Map;
import java.util.Optional;

/**
 * A long automated step, worked outside the engine's jobs under a lease that a heartbeat extends.
 * It is called at least once: after a crash the same step comes again with a higher attempt, so it
 * must be safe to repeat.
 */
public interface StepWorker {
  /** The topic of the model's external task. */
  String topic();

  /** How many of these one server works side by side, so that they leave room for others. */
  default int atMost() {
    return Integer.MAX_VALUE;
  }

  /** Whether it waits while a person holds its run. */
  default boolean waitsWhileHeld() {
    return true;
  }

  /** Whether {@link #atMostOf} limits it. */
  default boolean isLimitedByRun() {
    return false;
  }

  /** How many of these of one run are worked side by side, by whatever servers. */
  default int atMostOf(String runId) {
    return Integer.MAX_VALUE;
  }

  /**
   * How the step ends all the same after this fault, once trying again is over; empty where the
   * fault stands.
   *
   * @return variables to set, often none
   */
  default Optional<Map<String, Object>> goesOnAfter(StepOrder order, Fault fault) {
    return Optional.empty();
  }

  /**
   * Works the step.
   *
   * @return variables to set, often none
   * @throws io.drillbook.domain.fault.Fault whose code becomes a BPMN error, or a retry where it is
   *     transient
   */
  Map<String, Object> work(StepOrder order, StepContext context);
}
