package io.drillbook.usecase.audit;

import io.drillbook.domain.audit.MaskedText;
import io.drillbook.domain.audit.PlanVersion;
import io.drillbook.domain.audit.SeenPlan;
import io.drillbook.domain.audit.ServerRecord;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.plan.SeenPlans;
import io.drillbook.spi.store.PlanVersionStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.UnitOfWork;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Keeps the text of every plan that comes into force, and notes on the installation's record that
 * it did, or that a system has no plan any more. A server notes only what changed at itself, also
 * while it did not run; one that does not know what it had before notes how its plans differ from
 * the newest versions.
 */
public final class KeepPlanVersions {
  private static final String GONE = "";
  private static final String UNKNOWN = "?";

  private final Plans plans;
  private final SeenPlans memory;
  private final PlanVersionStore versions;
  private final RecordStore record;
  private final UnitOfWork atOnce;
  private final Clock clock;

  /**
   * Each system's plan that this server last had in force. Servers whose files differ would else
   * take each other's plan for a change, for ever.
   */
  private final Map<String, SeenPlan> seen = new HashMap<>();

  private boolean recalled;

  /** Whether a system that is not among the seen had no plan here. */
  private boolean complete;

  /** A use case over these ports. */
  public KeepPlanVersions(
      Plans plans,
      SeenPlans memory,
      PlanVersionStore versions,
      RecordStore record,
      UnitOfWork atOnce,
      Clock clock) {
    this.plans = plans;
    this.memory = memory;
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
    if (!recalled) {
      recall(newest, inForce.keySet());
    }
    Map<String, SeenPlan> before = Map.copyOf(seen);
    boolean all = true;
    for (String system : systems) {
      all &= keep(system, Optional.ofNullable(inForce.get(system)), newest.get(system));
    }
    if (!seen.equals(before) || (all && !complete)) {
      memory.keep(seen.values());
    }
    complete |= all;
  }

  /**
   * What this server had when it stopped. Not believed where the database is an older one, which
   * may have lost a version, nor against the word that nobody protects what is protected here.
   */
  private void recall(Map<String, PlanVersion> newest, Set<String> inForce) {
    Optional<List<SeenPlan>> known = memory.read();
    for (SeenPlan last : known.orElse(List.of())) {
      PlanVersion stored = newest.get(last.system());
      boolean believed =
          stored != null
              && stored.number() >= last.version()
              && !(stored.isGone() && inForce.contains(last.system()));
      seen.put(last.system(), believed ? last : new SeenPlan(last.system(), 0, UNKNOWN));
    }
    complete = known.isPresent();
    recalled = true;
  }

  /** Whether it is kept; it is not where another server was quicker, and the next look goes on. */
  private boolean keep(String system, Optional<ProtectionPlan> plan, PlanVersion newest) {
    String digest = plan.map(ProtectionPlan::digest).orElse(GONE);
    String before =
        seen.containsKey(system) ? seen.get(system).digest() : complete ? GONE : UNKNOWN;
    String stored = newest == null ? GONE : newest.digest();
    int number = newest == null ? 0 : newest.number();
    Optional<String> text = plan.isPresent() ? plan.flatMap(plans::text) : Optional.of("");
    if (digest.equals(before)) {
      seen.putIfAbsent(system, new SeenPlan(system, number, digest));
      return true;
    }
    boolean same = digest.equals(stored) || text.isEmpty();
    boolean kept = same || add(system, number + 1, digest, text.orElseThrow());
    if (kept) {
      seen.put(system, new SeenPlan(system, same ? number : number + 1, digest));
    }
    return kept;
  }

  private boolean add(String system, int number, String digest, String text) {
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
