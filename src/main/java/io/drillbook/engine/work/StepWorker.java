package io.drillbook.engine.work;

import io.drillbook.spi.step.StepContext;
import java.util.Map;

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

  /**
   * Works the step.
   *
   * @return variables to set, often none
   * @throws io.drillbook.domain.fault.Fault whose code becomes a BPMN error, or a retry where it is
   *     transient
   */
  Map<String, Object> work(StepOrder order, StepContext context);
}
