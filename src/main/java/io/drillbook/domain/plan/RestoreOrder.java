package io.drillbook.domain.plan;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** In which order the sources of a plan are restored. */
final class RestoreOrder {
  private RestoreOrder() {}

  static List<List<String>> waves(ProtectionPlan plan) {
    List<List<String>> waves = new ArrayList<>();
    Set<String> done = new LinkedHashSet<>();
    while (done.size() < plan.sources().size()) {
      List<String> wave =
          plan.sources().values().stream()
              .filter(source -> !done.contains(source.name()) && done.containsAll(source.after()))
              .map(SourcePlan::name)
              .toList();
      if (wave.isEmpty()) {
        throw new Fault(
            FaultCode.INPUT_INVALID,
            "unable to order the sources of the plan: '" + plan.system() + "'",
            "Two sources wait for each other; look at 'after' of " + plan.sources().keySet() + ".");
      }
      waves.add(wave);
      done.addAll(wave);
    }
    return List.copyOf(waves);
  }
}
