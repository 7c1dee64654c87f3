package io.drillbook.domain.path;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.domain.plan.RedeployStep;
import io.drillbook.domain.plan.Scenario;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The way that an incident takes: one model, but each scenario passes through other parts of it.
 *
 * @param sources names of the sources that are restored, in the plan's order; empty where no data
 *     is restored
 * @param target where they go; the plan's recovery target where nothing is restored
 * @param redeploy whether the release is brought out again
 * @param cutover whether traffic moves
 * @param why a sentence for the people who work the incident
 */
public record RecoveryPath(
    Set<String> sources, String target, boolean redeploy, boolean cutover, String why) {
  public RecoveryPath {
    sources = java.util.Collections.unmodifiableSet(new LinkedHashSet<>(sources));
  }

  /** Reads a rule's words against a plan. */
  public static RecoveryPath of(ProtectionPlan plan, Scenario scenario, PathWords words) {
    Set<String> sources = sources(plan, words.sources());
    String target =
        plan.targets().containsKey(words.target()) ? words.target() : plan.recovery().target();
    boolean redeploy =
        switch (words.redeploy()) {
          case "yes" -> true;
          case "if-planned" -> !RedeployStep.neededFor(scenario, plan.recovery()).isEmpty();
          default -> false;
        };
    return new RecoveryPath(sources, target, redeploy, words.cutover(), words.why());
  }

  /** Whether data is restored at all. */
  public boolean restores() {
    return !sources.isEmpty();
  }

  /** The path in a line, such as {@code restore db into standby, redeploy, move traffic}. */
  public String inWords() {
    String restore =
        restores() ? "restore " + String.join(", ", sources) + " into " + target : "no restore";
    return restore
        + (redeploy ? "; redeploy" : "; no redeploy")
        + (cutover ? "; move traffic" : "; traffic stays");
  }

  private static Set<String> sources(ProtectionPlan plan, List<String> words) {
    Set<String> named = new LinkedHashSet<>();
    for (SourcePlan source : plan.sources().values()) {
      if (words.contains("all")
          || words.contains(source.name())
          || words.contains(source.kind())
          || words.contains(source.holds().id())) {
        named.add(source.name());
      }
    }
    return named;
  }
}
