package io.drillbook.domain.record;

import java.util.Locale;

/** What a step's time counts as. */
public enum StepNature {
  /** A machine works: machine time. */
  AUTOMATED,
  /** A person is waited for: people time, unless a machine works meanwhile. */
  TASK,
  /** It only holds other steps, such as a call activity or a sub-process: no time of its own. */
  CONTAINER,
  /** It waits for a time or a message: idle. */
  WAIT;

  /** The word in the record. */
  public String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  static StepNature of(String id) {
    for (StepNature nature : values()) {
      if (nature.id().equals(id)) {
        return nature;
      }
    }
    return AUTOMATED;
  }
}
