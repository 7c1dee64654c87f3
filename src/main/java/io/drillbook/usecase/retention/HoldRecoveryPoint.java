package io.drillbook.usecase.retention;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.PointState;
import io.drillbook.domain.retention.Hold;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.RetentionStore;
import io.drillbook.usecase.RunIds;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Sets a veto against the expiry of a recovery point, and takes it back. */
public final class HoldRecoveryPoint {
  private static final int LONGEST = 2_000;

  private final Plans plans;
  private final CatalogStore catalog;
  private final RetentionStore retention;
  private final RecallHolds holds;
  private final RunIds ids;
  private final Clock clock;

  /** A use case over these ports. */
  public HoldRecoveryPoint(
      Plans plans,
      CatalogStore catalog,
      RetentionStore retention,
      RecallHolds holds,
      RunIds ids,
      Clock clock) {
    this.plans = plans;
    this.catalog = catalog;
    this.retention = retention;
    this.holds = holds;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * What was done.
   *
   * @param holds the holds that were set or taken back
   * @param behind vaults that could not be told yet, and why; the next expiry tells them before it
   *     removes anything
   */
  public record Outcome(List<Hold> holds, Map<String, String> behind) {}

  /**
   * Holds a point. It counts at once, also where a vault cannot be told yet.
   *
   * @param until when it lapses by itself
   * @throws Fault POINT_UNKNOWN, INPUT_INVALID where the reason is missing or the time is past,
   *     NOT_ALLOWED where the removal of the point has begun
   */
  public Outcome hold(
      String system, String point, String reason, Optional<Instant> until, String actor) {
    ProtectionPlan plan = plans.plan(system);
    CatalogPoint known = known(plan.system(), point);
    Instant now = clock.instant();
    until
        .filter(at -> !at.isAfter(now))
        .ifPresent(
            at -> {
              throw new Fault(
                  FaultCode.INPUT_INVALID,
                  "unable to hold until a time that is past: '" + at + "'",
                  "It is " + now + " now; leave it out to hold for good.");
            });
    Hold hold =
        new Hold(
            ids.next("hold"),
            known.system(),
            known.point(),
            reason("hold", point, reason),
            actor,
            now,
            until,
            Optional.empty());
    if (!retention.hold(hold)) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to hold a recovery point that is being removed: '" + point + "'",
          "Its signature may be gone from some vaults already; hold another point.");
    }
    return new Outcome(List.of(hold), store(plan));
  }

  /**
   * Takes back every hold of a point that counts now.
   *
   * @throws Fault POINT_UNKNOWN where none does, INPUT_INVALID where the reason is missing
   */
  public Outcome release(String system, String point, String reason, String actor) {
    ProtectionPlan plan = plans.plan(system);
    Instant now = clock.instant();
    Hold.Release release = new Hold.Release(reason("release", point, reason), actor, now);
    List<Hold> active =
        retention.holds(plan.system()).stream()
            .filter(hold -> hold.point().equals(point) && hold.isActive(now))
            .toList();
    if (active.isEmpty()) {
      throw new Fault(
          FaultCode.POINT_UNKNOWN,
          "unable to find a hold to release: '" + point + "'",
          "Look at 'drillbook points " + system + "'.");
    }
    active.forEach(hold -> retention.release(hold.id(), release));
    return new Outcome(active.stream().map(hold -> hold.release(release)).toList(), store(plan));
  }

  private CatalogPoint known(String system, String point) {
    return catalog
        .find(system, point)
        .filter(it -> it.state() != PointState.CAPTURING)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.POINT_UNKNOWN,
                    "unable to find a sealed recovery point of '" + system + "': '" + point + "'",
                    "Look at 'drillbook points " + system + "'."));
  }

  private Map<String, String> store(ProtectionPlan plan) {
    Map<String, String> behind = new TreeMap<>();
    for (String vault : PointPlaces.ofPlan(plan)) {
      try {
        holds.store(plan, vault);
      } catch (Fault e) {
        behind.put(vault, e.getMessage());
      }
    }
    return behind;
  }

  private static String reason(String what, String point, String reason) {
    String text = reason == null ? "" : reason.strip();
    if (text.isEmpty() || text.length() > LONGEST) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to " + what + " without a reason: '" + point + "'",
          "Say why in a sentence, of at most " + LONGEST + " characters.");
    }
    return text;
  }
}
