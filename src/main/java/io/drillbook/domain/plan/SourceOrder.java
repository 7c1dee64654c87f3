package io.drillbook.domain.plan;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

/** In which order the sources of a plan are worked on. */
final class SourceOrder {
  private SourceOrder() {}

  /** Sources that wait for none that is left, then those that waited for them, and so on. */
  static List<List<String>> waves(
      ProtectionPlan plan, String key, Function<SourcePlan, Set<String>> waitsFor) {
    List<List<String>> waves = new ArrayList<>();
    Set<String> done = new LinkedHashSet<>();
    while (done.size() < plan.sources().size()) {
      List<String> wave =
          plan.sources().values().stream()
              .filter(it -> !done.contains(it.name()) && done.containsAll(waitsFor.apply(it)))
              .map(SourcePlan::name)
              .toList();
      if (wave.isEmpty()) {
        throw new Fault(
            FaultCode.INPUT_INVALID,
            "unable to order the sources of the plan: '" + plan.system() + "'",
            "Two sources wait for each other; look at '"
                + key
                + "' of "
                + plan.sources().keySet()
                + ".");
      }
      waves.add(wave);
      done.addAll(wave);
    }
    return List.copyOf(waves);
  }
}
