package io.drillbook.engine.runbook;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.VaultLag;
import io.drillbook.spi.plan.Plans;
import io.drillbook.usecase.check.ListCopies;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** How the vaults stand, as metrics, for each system in force, as it was at the last look. */
public final class CopyMetrics implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(CopyMetrics.class);

  private final MeterRegistry registry;
  private final Plans plans;
  private final Set<String> registered = ConcurrentHashMap.newKeySet();
  private final SystemsInTurn<List<VaultLag>> lags;

  /** Metrics in this registry. */
  public CopyMetrics(MeterRegistry registry, Plans plans, ListCopies copies) {
    this.registry = registry;
    this.plans = plans;
    this.lags = new SystemsInTurn<>("copy-metrics", LOG, plans, copies::lags);
  }

  @Override
  public void start() {
    plans.all().forEach(this::register);
    plans.onChange(this::register);
    lags.start();
  }

  @Override
  public void stop() {
    lags.stop();
  }

  @Override
  public boolean isRunning() {
    return lags.isRunning();
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

  /** Empty where nobody has looked yet, and where the plan names the vault no longer. */
  private Optional<VaultLag> lag(String system, String vault) {
    return lags.of(system).stream()
        .flatMap(List::stream)
        .filter(lag -> lag.vault().equals(vault))
        .findFirst();
  }
}
