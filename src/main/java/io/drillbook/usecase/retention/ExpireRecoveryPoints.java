package io.drillbook.usecase.retention;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.domain.retention.ExpiryPlan;
import io.drillbook.domain.retention.Judgement;
import io.drillbook.domain.retention.Leaving;
import io.drillbook.pipeline.StoredPoint;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.RetentionStore;
import io.drillbook.spi.vault.Vault;
import io.drillbook.spi.vault.Vaults;
import java.time.Clock;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Removes recovery points that retention no longer wants. What may go is worked out again right
 * before. Of each point the signature goes first in every vault, so that what a crash leaves is no
 * recovery point any more; running again completes it.
 */
public final class ExpireRecoveryPoints {
  /** A vault that says this will not change its mind by being asked again. */
  private static final Set<FaultCode> FIRM =
      EnumSet.of(FaultCode.PERMISSION_DENIED, FaultCode.NOT_ALLOWED);

  private final PlanExpiry planExpiry;
  private final CatalogStore catalog;
  private final RetentionStore retention;
  private final VaultLooks looks;
  private final Clock clock;

  /** A use case over these ports. */
  public ExpireRecoveryPoints(
      PlanExpiry planExpiry,
      CatalogStore catalog,
      RetentionStore retention,
      Vaults vaults,
      Clock clock) {
    this.planExpiry = planExpiry;
    this.catalog = catalog;
    this.retention = retention;
    this.looks = new VaultLooks(vaults, catalog);
    this.clock = clock;
  }

  /**
   * What may be removed.
   *
   * @param points what was shown to whoever decided; no other goes
   * @param approved whether somebody else said yes to the questions of the plan
   */
  public record Order(Set<String> points, boolean approved) {
    public Order {
      points = Set.copyOf(points);
    }
  }

  /** Told of each thing that took effect, at once. */
  public interface Account {
    /** A point is gone from every vault. */
    void removed(String point, String why, List<String> vaults);

    /** A point stays, in this vault, or everywhere where the vault is empty. */
    void stays(String point, String vault, String why);
  }

  /**
   * Removes them, oldest first.
   *
   * @param context its run's id is noted with each removal that begins
   * @throws Fault NOT_ALLOWED where nothing may expire now, or an approval is missing;
   *     VAULT_UNREACHABLE where, after all else was done, a vault did not answer; CANCELLED
   */
  public void expire(ProtectionPlan plan, Order order, StepContext context, Account account) {
    ExpiryPlan now = planExpiry.plan(plan);
    requireAllowed(now, order);
    List<Fault> failures = new ArrayList<>();
    for (Judgement it : now.expiring()) {
      if (order.points().contains(it.point().point())) {
        context.cancellation().check();
        remove(plan, it, context, account, failures);
      }
    }
    if (!failures.isEmpty()) {
      throw failures.get(0);
    }
    retention.looked(plan.system(), now.at());
  }

  private static void requireAllowed(ExpiryPlan now, Order order) {
    List<String> against = new ArrayList<>(now.refusals());
    if (!order.approved()) {
      against.addAll(now.questions());
    }
    if (!against.isEmpty()) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to expire recovery points of '"
              + now.system()
              + "': '"
              + String.join("; ", against)
              + "'",
          now.refusals().isEmpty()
              ? "Start 'drillbook expire " + now.system() + "': it asks the approvers."
              : "Nothing was removed. Put the cause right, or look at 'drillbook expire "
                  + now.system()
                  + " --dry-run'.");
    }
  }

  private void remove(
      ProtectionPlan plan,
      Judgement it,
      StepContext context,
      Account account,
      List<Fault> failures) {
    CatalogPoint point = it.point();
    Optional<String> child = restingOn(plan.system(), point.point());
    if (child.isPresent()) {
      account.stays(point.point(), "", "it holds a part of " + child.get() + ", which is there");
      return;
    }
    Leaving leaving =
        new Leaving(plan.system(), point.point(), context.runId(), clock.instant(), it.why());
    if (!retention.leave(leaving)) {
      account.stays(point.point(), "", "it was held meanwhile");
      return;
    }
    List<String> left = new ArrayList<>();
    List<String> cleared = new ArrayList<>();
    for (Vault vault : looks.placesOf(plan, point)) {
      Optional<Fault> trouble = clear(vault, plan.system(), point.point());
      if (trouble.isEmpty()) {
        cleared.add(vault.name());
      } else {
        left.add(vault.name());
        account.stays(point.point(), vault.name(), trouble.get().getMessage());
        trouble.filter(fault -> !FIRM.contains(fault.code())).ifPresent(failures::add);
      }
    }
    catalog.expire(plan.system(), point.point(), left);
    if (left.isEmpty()) {
      account.removed(point.point(), it.why(), cleared);
    }
  }

  /** One that stayed, whatever was planned: locked in a vault, or held meanwhile. */
  private Optional<String> restingOn(String system, String point) {
    return catalog.points(system).stream()
        .filter(it -> it.needs().contains(point))
        .map(CatalogPoint::point)
        .findFirst();
  }

  private static Optional<Fault> clear(Vault vault, String system, String point) {
    try {
      VaultLooks.lockedUntil(vault, system, point)
          .ifPresent(
              until -> {
                throw new Fault(
                    FaultCode.NOT_ALLOWED,
                    "unable to remove from the vault '"
                        + vault.name()
                        + "' before "
                        + until
                        + ": '"
                        + point
                        + "'",
                    "It is locked there; a later expiry removes it.");
              });
      new StoredPoint(vault, system, point).remove("");
      return Optional.empty();
    } catch (Fault e) {
      if (e.code() == FaultCode.CANCELLED || e.code() == FaultCode.INPUT_INVALID) {
        throw e;
      }
      return Optional.of(e);
    }
  }
}
