package io.drillbook.domain.readiness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a drill has proven: a change of any part needs a new proof. Each part is a digest that says
 * nothing of what it was made of.
 *
 * @param plan the plan's digest
 * @param models all runbooks, tables and forms that the engine runs
 * @param program the build of Drillbook
 * @param keys the fingerprints of the plan's keys
 */
public record ReadinessFingerprint(String plan, String models, String program, String keys) {
  public ReadinessFingerprint {
    Objects.requireNonNull(plan);
    Objects.requireNonNull(models);
    Objects.requireNonNull(program);
    Objects.requireNonNull(keys);
  }

  /** What changed since the other was taken, in words; empty where nothing did. */
  public List<String> changedSince(ReadinessFingerprint other) {
    List<String> changed = new ArrayList<>();
    add(changed, "the plan", plan, other.plan);
    add(changed, "a runbook", models, other.models);
    add(changed, "the program", program, other.program);
    add(changed, "a key", keys, other.keys);
    return List.copyOf(changed);
  }

  /** The parts by name, as they stand in a record and in the store. */
  public Map<String, String> parts() {
    return Map.of("plan", plan, "models", models, "program", program, "keys", keys);
  }

  /** The fingerprint of its parts; empty where one is missing. */
  public static Optional<ReadinessFingerprint> of(Map<String, String> parts) {
    return parts.keySet().containsAll(List.of("plan", "models", "program", "keys"))
        ? Optional.of(
            new ReadinessFingerprint(
                parts.get("plan"), parts.get("models"), parts.get("program"), parts.get("keys")))
        : Optional.empty();
  }

  private static void add(List<String> changed, String what, String now, String before) {
    if (!now.equals(before)) {
      changed.add(what);
    }
  }
}
