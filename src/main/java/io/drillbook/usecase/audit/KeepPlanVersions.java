package io.drillbook.usecase.audit;

import io.drillbook.domain.audit.MaskedText;
import io.drillbook.domain.audit.PlanVersion;
import io.drillbook.domain.audit.ServerRecord;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.PlanVersionStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.UnitOfWork;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps the text of every plan that comes into force, and notes on the installation's record that
 * it did, or that a system has no plan any more. What happened while no server ran is found by the
 * next one; afterwards a server notes only what changed at itself.
 */
public final class KeepPlanVersions {
  private static final String GONE = "";

  private final Plans plans;
  private final PlanVersionStore versions;
  private final RecordStore record;
  private final UnitOfWork atOnce;
  private final Clock clock;

  /**
   * The digest of each system's plan that this server last had in force. Servers whose files differ
   * would else take each other's plan for a change, for ever.
   */
  private final Map<String, String> seen = new HashMap<>();

  private boolean looked;

  /** A use case over these ports. */
  public KeepPlanVersions(
      Plans plans, PlanVersionStore versions, RecordStore record, UnitOfWork atOnce, Clock clock) {
    this.plans = plans;
    this.versions = versions;
    this.record = record;
    this.atOnce = atOnce;
    this.clock = clock;
  }

  /**
   * Keeps what is new; may be called at any time and by several servers, and adds nothing twice.
   */
  public synchronized void keep() {
    Map<String, PlanVersion> newest =
        versions.newest().stream()
            .collect(Collectors.toMap(PlanVersion::system, Function.identity()));
    Map<String, ProtectionPlan> inForce =
        plans.all().stream().collect(Collectors.toMap(ProtectionPlan::system, Function.identity()));
    Set<String> systems = new TreeSet<>(newest.keySet());
    systems.addAll(inForce.keySet());
    systems.addAll(seen.keySet());
    boolean all = true;
    for (String system : systems) {
      all &= keep(system, Optional.ofNullable(inForce.get(system)), newest.get(system));
    }
    looked |= all;
  }

  /** Whether it is kept; it is not where another server was quicker, and the next look goes on. */
  private boolean keep(String system, Optional<ProtectionPlan> plan, PlanVersion newest) {
    String digest = plan.map(ProtectionPlan::digest).orElse(GONE);
    String before = seen.getOrDefault(system, looked ? GONE : null);
    String stored = newest == null ? GONE : newest.digest();
    Optional<String> text = plan.isPresent() ? plan.flatMap(plans::text) : Optional.of("");
    boolean kept =
        digest.equals(before)
            || digest.equals(stored)
            || text.isEmpty()
            || add(system, newest, digest, text.orElseThrow());
    if (kept) {
      seen.put(system, digest);
    }
    return kept;
  }

  private boolean add(String system, PlanVersion newest, String digest, String text) {
    int number = newest == null ? 1 : newest.number() + 1;
    PlanVersion version =
        new PlanVersion(system, number, digest, clock.instant(), MaskedText.of(text));
    boolean[] added = {false};
    atOnce.run(
        () -> {
          added[0] = versions.add(version);
          if (added[0]) {
            record.append(ServerRecord.ID, ServerRecord.plan(version));
          }
        });
    return added[0];
  }
}
