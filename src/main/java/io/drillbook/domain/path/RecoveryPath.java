package io.drillbook.domain.path;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.domain.plan.RedeployStep;
import io.drillbook.domain.plan.Scenario;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordEntry;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
  /** The outcome of the line that tells it. */
  public static final String FACT = "path";

  public RecoveryPath {
    sources = Collections.unmodifiableSet(new LinkedHashSet<>(sources));
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

  /** The path that a run took, by the line that was written when it was chosen. */
  public static Optional<RecoveryPath> taken(ProtectionPlan plan, List<RecordEntry> lines) {
    return lines.stream()
        .map(RecordEntry::entry)
        .filter(entry -> entry.kind() == EntryKind.FACT && entry.outcome().equals(FACT))
        .reduce((first, second) -> second)
        .map(entry -> read(plan, entry));
  }

  /** The details of that line. */
  public Map<String, String> details() {
    return Map.of(
        "path", inWords(),
        "why", why,
        "sources", String.join(",", sources),
        "target", target,
        "redeploy", Boolean.toString(redeploy),
        "cutover", Boolean.toString(cutover));
  }

  private static RecoveryPath read(ProtectionPlan plan, EntryDraft line) {
    Set<String> sources = new LinkedHashSet<>(Arrays.asList(line.detail("sources").split(",", -1)));
    sources.retainAll(plan.sources().keySet());
    return new RecoveryPath(
        sources,
        line.detail("target"),
        Boolean.parseBoolean(line.detail("redeploy")),
        Boolean.parseBoolean(line.detail("cutover")),
        line.detail("why"));
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
