package io.drillbook.usecase.check;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.point.CopyState;
import io.drillbook.domain.point.PointCopy;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.usecase.check.RepairedCopy.Result;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Makes every copy whole that is damaged, gone or behind: damaged ones first, then the newest
 * points, because a recovery wants those. Safe to run again after a crash.
 */
public final class RepairCopies {
  private static final int TRIES = 3;
  private static final Comparator<PointCopy> ORDER =
      Comparator.comparing((PointCopy copy) -> copy.state() == CopyState.BEHIND)
          .thenComparing(Comparator.comparing(PointCopy::point).reversed())
          .thenComparing(PointCopy::vault);

  private final ListCopies list;
  private final RepairCopy repairCopy;
  private final CatalogStore catalog;

  /** Takes what it works with. */
  public RepairCopies(ListCopies list, RepairCopy repairCopy, CatalogStore catalog) {
    this.list = list;
    this.repairCopy = repairCopy;
    this.catalog = catalog;
  }

  /**
   * Repairs them. What is damaged without hope, because its point is broken, is left as it is.
   *
   * @return how many copies are still not whole, though their point is not broken
   * @throws Fault KEY_MISSING, CANCELLED; a vault that refuses or does not answer is no fault
   */
  public int repair(ProtectionPlan plan, CheckLog log, StepContext context) {
    Map<String, Integer> silent = new HashMap<>();
    Set<String> tried = new HashSet<>();
    int left = 0;
    // Making one copy whole may bring another's damage to light: go on until nothing is new.
    for (List<PointCopy> wanting = wanting(plan, tried);
        !wanting.isEmpty();
        wanting = wanting(plan, tried)) {
      for (PointCopy copy : wanting) {
        context.cancellation().check();
        tried.add(key(copy));
        Result result = repair(plan, copy, silent, log, context);
        left += result == Result.UNREACHABLE || result == Result.REFUSED ? 1 : 0;
      }
    }
    return left;
  }

  private List<PointCopy> wanting(ProtectionPlan plan, Set<String> tried) {
    return list.of(plan).stream()
        .filter(copy -> copy.state().wantsRepair())
        .filter(copy -> !tried.contains(key(copy)))
        .sorted(ORDER)
        .toList();
  }

  private static String key(PointCopy copy) {
    return copy.point() + "/" + copy.vault();
  }

  /** Asked anew for each copy: one repair may have found its point broken. */
  private boolean isUsable(PointCopy copy) {
    return catalog.find(copy.system(), copy.point()).filter(CatalogPoint::usable).isPresent();
  }

  private Result repair(
      ProtectionPlan plan,
      PointCopy copy,
      Map<String, Integer> silent,
      CheckLog log,
      StepContext context) {
    if (!isUsable(copy)) {
      return Result.LOST;
    }
    if (silent.getOrDefault(copy.vault(), 0) >= TRIES) {
      return Result.UNREACHABLE;
    }
    try {
      RepairedCopy repaired = repairCopy.repair(plan, copy, context);
      log.repaired(repaired);
      if (repaired.result() == Result.UNREACHABLE) {
        silent.merge(copy.vault(), 1, Integer::sum);
      }
      return repaired.result();
    } catch (Fault e) {
      if (e.code() == FaultCode.POINT_UNKNOWN) {
        // Retention removed the point meanwhile: there is nothing to make whole any more.
        return Result.WHOLE;
      }
      throw e;
    }
  }
}
