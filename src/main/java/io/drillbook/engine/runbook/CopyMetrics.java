package io.drillbook.engine.runbook;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.VaultLag;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.check.ListCopies;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.springframework.context.SmartLifecycle;

/** How the vaults stand, as metrics, for each system in force. */
public final class CopyMetrics implements SmartLifecycle {
  /** One scrape asks for several figures; they come from one look at the stores. */
  private static final Duration FRESH = Duration.ofSeconds(5);

  /**
   * A look reads every copy of every point of a system: of many systems each is looked at rarer.
   */
  private static final Duration LONGER_FOR_EACH = Duration.ofMillis(100);

  private final MeterRegistry registry;
  private final Plans plans;
  private final ListCopies copies;
  private final Clock clock;
  private final Set<String> registered = ConcurrentHashMap.newKeySet();
  private final Map<String, Look> looks = new ConcurrentHashMap<>();
  private volatile boolean running;

  /** Metrics in this registry. */
  public CopyMetrics(MeterRegistry registry, Plans plans, ListCopies copies, Clock clock) {
    this.registry = registry;
    this.plans = plans;
    this.copies = copies;
    this.clock = clock;
  }

  private record Look(Instant at, List<VaultLag> lags) {}

  @Override
  public void start() {
    running = true;
    plans.all().forEach(this::register);
    plans.onChange(this::register);
  }

  @Override
  public void stop() {
    running = false;
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  private void register(ProtectionPlan plan) {
    List<String> vaults = new ArrayList<>(plan.backup().vaults());
    vaults.addAll(plan.backup().cold());
    for (String vault : vaults) {
      if (registered.add(plan.system() + "/" + vault)) {
        gauge("drillbook_vault_points_behind", plan.system(), vault, VaultLag::behind);
        gauge("drillbook_copies_bad", plan.system(), vault, VaultLag::bad);
        gauge(
            "drillbook_copy_oldest_unread_seconds",
            plan.system(),
            vault,
            lag -> lag.oldestUnread().map(Duration::toSeconds).orElse(0L));
      }
    }
  }

  private void gauge(String name, String system, String vault, ToDoubleFunction<VaultLag> figure) {
    Gauge.builder(name, () -> lag(system, vault).map(figure::applyAsDouble).orElse(Double.NaN))
        .tags(Tags.of("system", system, "vault", vault))
        .register(registry);
  }

  private Duration fresh() {
    return FRESH.plus(LONGER_FOR_EACH.multipliedBy(looks.size()));
  }

  /** Empty where the plan names the vault no longer. */
  private Optional<VaultLag> lag(String system, String vault) {
    Instant now = clock.instant();
    Look look =
        looks.compute(
            system,
            (key, last) ->
                last != null && now.isBefore(last.at().plus(fresh()))
                    ? last
                    : new Look(now, copies.lags(plans.plan(system))));
    return look.lags().stream().filter(lag -> lag.vault().equals(vault)).findFirst();
  }
}
