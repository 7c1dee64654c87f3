package io.drillbook.domain.record;

import io.drillbook.domain.plan.ProtectionPlan;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The loss that a run is measured against, by source. It is written down when the run starts: a
 * plan that is edited meanwhile must not make the verdict better.
 */
public final class AllowedLoss {
  private static final String OUTCOME = "objectives";
  private static final String RPO = "rpo ";
  private static final String CUSTOMER = "customer";

  private AllowedLoss() {}

  /** What a plan allows, for one customer or for all of them. */
  public static Map<String, Duration> of(ProtectionPlan plan, Optional<String> customer) {
    Map<String, Duration> allowed = new LinkedHashMap<>();
    plan.sources()
        .values()
        .forEach(
            source ->
                allowed.put(
                    source.name(),
                    source.rpo().orElseGet(() -> plan.objectives().rpoFor(customer))));
    return allowed;
  }

  /** The line of the record. */
  public static EntryDraft line(
      Instant at, String actor, ProtectionPlan plan, Optional<String> customer) {
    Map<String, String> details = new TreeMap<>();
    of(plan, customer).forEach((source, rpo) -> details.put(RPO + source, rpo.toString()));
    customer.ifPresent(name -> details.put(CUSTOMER, name));
    return Entries.fact(at, StepRef.wholeRun("Objectives"), actor, OUTCOME, details);
  }

  /**
   * What a run is measured against.
   *
   * @param plan asked where the record of an older run does not say; empty where it is gone
   */
  public static Map<String, Duration> of(List<RecordEntry> lines, Optional<ProtectionPlan> plan) {
    return line(lines)
        .map(AllowedLoss::read)
        .or(() -> plan.map(it -> of(it, Optional.empty())))
        .orElse(Map.of());
  }

  /** The customer whose objectives count, where the run was declared for one. */
  public static Optional<String> customer(List<RecordEntry> lines) {
    return line(lines).map(line -> line.detail(CUSTOMER)).filter(name -> !name.isEmpty());
  }

  private static Optional<EntryDraft> line(List<RecordEntry> lines) {
    return lines.stream()
        .map(RecordEntry::entry)
        .filter(entry -> entry.kind() == EntryKind.FACT && entry.outcome().equals(OUTCOME))
        .findFirst();
  }

  private static Map<String, Duration> read(EntryDraft line) {
    Map<String, Duration> allowed = new LinkedHashMap<>();
    line.details()
        .forEach(
            (key, value) -> {
              if (key.startsWith(RPO)) {
                allowed.put(key.substring(RPO.length()), Duration.parse(value));
              }
            });
    return allowed;
  }
}
