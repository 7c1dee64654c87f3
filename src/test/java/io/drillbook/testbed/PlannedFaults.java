package io.drillbook.testbed;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Which actions of a double fail, and when. */
final class PlannedFaults {
  private final Map<String, Fault> faults = new ConcurrentHashMap<>();

  private record Fault(int after, int times, int status, String word) {}

  /** Lets an action succeed some times and then fail some times. */
  void plan(String action, int after, int times, int status, String word) {
    faults.put(action, new Fault(after, times, status, word));
  }

  /** Fails nothing any more. */
  void clear() {
    faults.clear();
  }

  /** Refuses the action where that is planned for now. */
  void raise(String action) {
    Fault fault = faults.get(action);
    if (fault == null) {
      return;
    }
    if (fault.after > 0) {
      plan(action, fault.after - 1, fault.times, fault.status, fault.word);
    } else if (fault.times > 0) {
      plan(action, 0, fault.times - 1, fault.status, fault.word);
      throw new Refused(fault.status, fault.word);
    }
  }
}
