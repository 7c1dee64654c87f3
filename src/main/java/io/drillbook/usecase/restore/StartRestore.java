package io.drillbook.usecase.restore;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.TargetPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.record.RunKind;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.Runbooks;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.usecase.RunIds;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Starts the restore runbook of a system into one of its targets. */
public final class StartRestore {
  private final Plans plans;
  private final CatalogStore catalog;
  private final Runbooks runbooks;
  private final RunIds ids;

  /** A use case over these ports. */
  public StartRestore(Plans plans, CatalogStore catalog, Runbooks runbooks, RunIds ids) {
    this.plans = plans;
    this.catalog = catalog;
    this.runbooks = runbooks;
    this.ids = ids;
  }

  /**
   * What shall be restored, and where to.
   *
   * @param source only this source, or every one
   * @param until an instant between recovery points
   * @param without why it goes on without sources that the point lacks
   */
  public record Wish(
      String system,
      String point,
      String target,
      Optional<String> source,
      Optional<Instant> until,
      Optional<String> without) {
    /** A wish for all that is named. */
    public Wish(
        String system,
        String point,
        String target,
        Optional<String> source,
        Optional<Instant> until) {
      this(system, point, target, source, until, Optional.empty());
    }
  }

  /**
   * Starts it.
   *
   * @return the run's id
   * @throws Fault INPUT_INVALID, POINT_UNKNOWN, TARGET_IS_PRODUCTION, NOT_ALLOWED
   */
  public String start(Wish wish, String actor) {
    return start(wish, Optional.empty(), actor);
  }

  /**
   * Starts it.
   *
   * @param override why it shall begin although the plan is not ready
   * @return the run's id
   * @throws Fault as above
   */
  public String start(Wish wish, Optional<String> override, String actor) {
    ProtectionPlan plan = plans.plan(wish.system());
    TargetPlan target = plan.target(wish.target());
    refuseProduction(target);
    wish.source().ifPresent(source -> refuseElsewhere(plan.source(source).name(), target));
    wish.until().ifPresent(until -> refuseInstant(wish.system(), until));
    CatalogPoint point = usable(wish.system(), wish.point());
    refuseLack(plan, wish, point);
    Map<String, String> values = new TreeMap<>();
    values.put("system", plan.system());
    values.put("target", target.name());
    values.put("point", point.point());
    wish.without().ifPresent(reason -> values.put("withoutReason", reason));
    wish.source().ifPresent(source -> values.put("source", source));
    override.ifPresent(reason -> values.put("overrideReason", reason));
    String runId = ids.next(RunKind.RESTORE);
    runbooks.start("restore-system", runId, values, actor);
    return runId;
  }

  private CatalogPoint usable(String system, String point) {
    return catalog
        .find(system, point)
        .filter(CatalogPoint::usable)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.POINT_UNKNOWN,
                    "unable to find a usable recovery point of '" + system + "': '" + point + "'",
                    "Look at 'drillbook points " + system + "'; only sealed ones can be used."));
  }

  /** Silently less than all would be found out by whoever relies on it. */
  private static void refuseLack(ProtectionPlan plan, Wish wish, CatalogPoint point) {
    Set<String> lacks =
        point.lacks(wish.source().map(Set::of).orElseGet(() -> plan.sources().keySet()));
    if (!lacks.isEmpty() && wish.without().isEmpty()) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to restore from a recovery point that lacks '"
              + String.join(", ", lacks)
              + "': '"
              + point.point()
              + "'",
          "Take another point, or name one source that it holds ("
              + point.dataTimes().keySet()
              + "), or say why it goes on without ('--without-missing REASON').");
    }
  }

  private static void refuseProduction(TargetPlan target) {
    if (target.production()) {
      throw new Fault(
          FaultCode.TARGET_IS_PRODUCTION,
          "unable to restore over production: '" + target.name() + "'",
          "Restore into another target, or declare an incident: it asks for the approval.");
    }
  }

  private static void refuseElsewhere(String source, TargetPlan target) {
    if (!target.sources().containsKey(source)) {
      throw new Fault(
          FaultCode.INPUT_INVALID,
          "unable to restore the source into '" + target.name() + "': '" + source + "'",
          "The target has a place for " + target.sources().keySet() + " only.");
    }
  }

  private static void refuseInstant(String system, Instant until) {
    throw new Fault(
        FaultCode.INPUT_INVALID,
        "unable to restore '" + system + "' up to an instant: '" + until + "'",
        "No source of the system keeps a log of changes; choose a recovery point without it.");
  }
}
