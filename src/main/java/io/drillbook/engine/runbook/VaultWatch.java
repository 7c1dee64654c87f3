package io.drillbook.engine.runbook;

import io.drillbook.usecase.readiness.ProbeVaults;
import io.drillbook.usecase.readiness.VaultState;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Tries the vaults when the server starts, aside, so that one that does not answer holds nothing
 * up; those that are not ready are tried again from time to time. What is missing is logged loudly
 * and a metric.
 */
public final class VaultWatch implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(VaultWatch.class);
  private static final long AGAIN_MINUTES = 10;

  private final MeterRegistry registry;
  private final ProbeVaults probeVaults;
  private ScheduledExecutorService thread;

  /** A watch with this registry. */
  public VaultWatch(MeterRegistry registry, ProbeVaults probeVaults) {
    this.registry = registry;
    this.probeVaults = probeVaults;
  }

  @Override
  public synchronized void start() {
    for (VaultState vault : probeVaults.latest()) {
      String name = vault.vault();
      Gauge.builder("drillbook_vault_ready", () -> ready(name))
          .tags("vault", name)
          .register(registry);
    }
    thread =
        Executors.newSingleThreadScheduledExecutor(
            work -> {
              Thread daemon = new Thread(work, "vault watch");
              daemon.setDaemon(true);
              return daemon;
            });
    var first = thread.submit(() -> tryThem(probeVaults::probe));
    var later =
        thread.scheduleWithFixedDelay(
            () -> tryThem(probeVaults::probeUnready),
            AGAIN_MINUTES,
            AGAIN_MINUTES,
            TimeUnit.MINUTES);
    LOG.debug("Vaults are tried: {} {}", first, later);
  }

  @Override
  public synchronized void stop() {
    if (thread != null) {
      thread.shutdownNow();
      thread = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return thread != null;
  }

  private void tryThem(Supplier<List<VaultState>> vaults) {
    try {
      vaults.get().forEach(VaultWatch::tell);
    } catch (RuntimeException e) {
      // Thrown on, it would end every later trial.
      LOG.error("Unable to try the vaults.", e);
    }
  }

  private static void tell(VaultState vault) {
    vault
        .failures()
        .forEach(failure -> LOG.error("VAULT NOT READY '{}': {}", vault.vault(), failure));
    vault.warnings().forEach(warning -> LOG.warn("Vault '{}': {}", vault.vault(), warning));
    if (vault.ready()) {
      LOG.info("Vault '{}' ({}) is ready: {}", vault.vault(), vault.kind(), vault.abilities());
    }
  }

  /** Not a number before it was tried: neither answer would be true. */
  private double ready(String name) {
    return probeVaults.latest().stream()
        .filter(vault -> vault.vault().equals(name) && vault.triedAt().isPresent())
        .findFirst()
        .map(vault -> vault.ready() ? 1.0 : 0.0)
        .orElse(Double.NaN);
  }
}
