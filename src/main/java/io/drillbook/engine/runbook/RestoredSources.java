package io.drillbook.engine.runbook;

import io.drillbook.domain.plan.ProtectionPlan;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Which sources a run restores: the one asked for, those of its path, or every one. */
public final class RestoredSources {
  private RestoredSources() {}

  /**
   * The names, in no particular order of restore.
   *
   * @param variables a process variable as text, empty where it is not set
   */
  public static Set<String> of(ProtectionPlan plan, Function<String, Optional<String>> variables) {
    Set<String> restored = new LinkedHashSet<>(wanted(plan, variables));
    variables
        .apply(PartialVariables.LEFT_OUT)
        .ifPresent(names -> List.of(names.split(",", -1)).forEach(restored::remove));
    return restored;
  }

  /** The same with what the chosen point lacks. */
  public static Set<String> wanted(
      ProtectionPlan plan, Function<String, Optional<String>> variables) {
    Optional<String> only = variables.apply(Variables.ONLY_SOURCE);
    if (only.isPresent()) {
      return Set.of(plan.source(only.get()).name());
    }
    return variables
        .apply(Variables.RESTORE_SOURCES)
        .map(names -> known(plan, names))
        .orElseGet(() -> plan.sources().keySet());
  }

  /** A source that left the plan while the incident ran is left out, not a reason to stop. */
  private static Set<String> known(ProtectionPlan plan, String names) {
    Set<String> known = new LinkedHashSet<>(Arrays.asList(names.split(",", -1)));
    known.retainAll(plan.sources().keySet());
    return known;
  }
}
