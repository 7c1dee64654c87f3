package io.drillbook.usecase.readiness;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.system.ServerConfiguration.VaultConfiguration;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.vault.VaultProbe;
import io.drillbook.spi.vault.Vaults;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Tries each configured vault for what it really does, and tells what plans rely on and the store
 * lacks. Safe for several threads; those who ask at the same time share one trial.
 */
public final class ProbeVaults {
  private static final Logger LOG = System.getLogger(ProbeVaults.class.getName());
  private static final long ANSWER_SECONDS = 60;
  private static final Duration FRESH = Duration.ofSeconds(10);

  private record Trial(Instant at, Optional<VaultProbe> probe, Optional<String> trouble) {}

  private final Map<String, VaultConfiguration> configured;
  private final Vaults vaults;
  private final Plans plans;
  private final Clock clock;
  private final Map<String, Trial> trials = new ConcurrentHashMap<>();

  /**
   * A use case over the configured vaults.
   *
   * @param configured by name, in the order of the file
   */
  public ProbeVaults(
      Map<String, VaultConfiguration> configured, Vaults vaults, Plans plans, Clock clock) {
    this.configured = Collections.unmodifiableMap(new LinkedHashMap<>(configured));
    this.vaults = vaults;
    this.plans = plans;
    this.clock = clock;
  }

  /**
   * Tries every vault, side by side, unless that was done a few seconds ago. One that does not
   * answer is a finding and never thrown.
   */
  public synchronized List<VaultState> probe() {
    tryOut(configured.keySet());
    return latest();
  }

  /**
   * Tries those again that are not ready, as {@link #probe()} does, and tells of these alone.
   * Objects under a lock cannot be removed again: ready vaults are left in peace.
   */
  public synchronized List<VaultState> probeUnready() {
    Set<String> unready =
        latest().stream()
            .filter(vault -> !vault.ready())
            .map(VaultState::vault)
            .collect(Collectors.toSet());
    tryOut(unready);
    return latest().stream().filter(vault -> unready.contains(vault.vault())).toList();
  }

  private void tryOut(Set<String> names) {
    Instant fresh = clock.instant().minus(FRESH);
    List<String> due =
        names.stream()
            .filter(name -> !trials.containsKey(name) || trials.get(name).at().isBefore(fresh))
            .toList();
    if (!due.isEmpty()) {
      ExecutorService threads = Executors.newFixedThreadPool(due.size(), ProbeVaults::daemon);
      try {
        CompletableFuture.allOf(
                due.stream().map(name -> start(name, threads)).toArray(CompletableFuture<?>[]::new))
            .join();
      } finally {
        threads.shutdownNow();
      }
    }
  }

  /** What was found by the newest trial, against the plans in force now. */
  public List<VaultState> latest() {
    VaultRules rules = new VaultRules(configured, plans.all());
    return configured.values().stream().map(vault -> state(vault, rules)).toList();
  }

  private VaultState state(VaultConfiguration vault, VaultRules rules) {
    Optional<Trial> trial = Optional.ofNullable(trials.get(vault.name()));
    Optional<VaultProbe> probe = trial.flatMap(Trial::probe);
    List<String> failures =
        probe
            .map(found -> rules.failures(vault.name(), found))
            .orElseGet(() -> trial.flatMap(Trial::trouble).stream().toList());
    return new VaultState(
        vault.name(),
        vault.kind(),
        vault.site(),
        trial.map(Trial::at),
        probe.map(ProbeVaults::inWords).orElse(Map.of()),
        probe.map(VaultProbe::clockAhead),
        failures,
        rules.warnings(vault.name()));
  }

  private static Map<String, String> inWords(VaultProbe probe) {
    Map<String, String> words = new TreeMap<>();
    probe.answers().forEach((ability, answer) -> words.put(word(ability), word(answer)));
    return words;
  }

  private static String word(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** A mount whose server is gone may hang for ever: nobody waits that long. */
  private CompletableFuture<Void> start(String name, ExecutorService threads) {
    Trial silent = trouble("unable to get an answer of the vault within a minute: '" + name + "'");
    return CompletableFuture.supplyAsync(() -> tryOut(name), threads)
        .completeOnTimeout(silent, ANSWER_SECONDS, TimeUnit.SECONDS)
        .thenAccept(trial -> trials.put(name, trial));
  }

  private Trial tryOut(String name) {
    try {
      return new Trial(clock.instant(), Optional.of(vaults.vault(name).probe()), Optional.empty());
    } catch (Fault e) {
      return trouble(e.getMessage() + " HINT: " + e.hint());
    } catch (RuntimeException e) {
      LOG.log(Level.ERROR, "Unable to try the vault ''" + name + "''.", e);
      return trouble("unable to try the vault: '" + name + "'");
    }
  }

  private Trial trouble(String what) {
    return new Trial(clock.instant(), Optional.empty(), Optional.of(what));
  }

  private static Thread daemon(Runnable work) {
    Thread thread = new Thread(work, "vault trial");
    thread.setDaemon(true);
    return thread;
  }
}
