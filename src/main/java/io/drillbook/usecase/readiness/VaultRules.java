package io.drillbook.usecase.readiness;

import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.BackupPolicy;
import io.drillbook.domain.system.ServerConfiguration.VaultConfiguration;
import io.drillbook.spi.vault.VaultProbe;
import io.drillbook.spi.vault.VaultProbe.Ability;
import io.drillbook.spi.vault.VaultProbe.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What plans rely on in a vault; pure. */
final class VaultRules {
  /** Ages decide what expires and what is a leftover: a clock that is far off makes them wrong. */
  private static final Duration CLOCKS_APART_AT_MOST = Duration.ofMinutes(5);

  private final Map<String, VaultConfiguration> configured;
  private final Collection<ProtectionPlan> plans;

  VaultRules(Map<String, VaultConfiguration> configured, Collection<ProtectionPlan> plans) {
    this.configured = configured;
    this.plans = plans;
  }

  /** What the store lacks that somebody relies on. */
  List<String> failures(String vault, VaultProbe probe) {
    List<String> failures = new ArrayList<>();
    if (plans.stream().anyMatch(plan -> uses(plan, vault))) {
      require(probe, Ability.CONDITIONAL_CREATE, "two writers of one name may both succeed")
          .ifPresent(failures::add);
      require(probe, Ability.LIST_AFTER_WRITE, "what was just written may not be listed")
          .ifPresent(failures::add);
    }
    if (asksForLock(configured.get(vault))) {
      require(probe, Ability.OBJECT_LOCK, "its settings ask for a lock, but points can be deleted")
          .ifPresent(failures::add);
    }
    Duration apart = probe.clockAhead().abs();
    if (apart.compareTo(CLOCKS_APART_AT_MOST) > 0) {
      failures.add(
          "its clock is "
              + Durations.inWords(apart)
              + (probe.clockAhead().isNegative() ? " behind ours" : " ahead of ours"));
    }
    return failures;
  }

  /** What somebody should know, per plan in which the vault is required. */
  List<String> warnings(String vault) {
    List<String> warnings = new ArrayList<>();
    for (ProtectionPlan plan : plans) {
      if (plan.backup().required().contains(vault)) {
        commonSite(plan.backup())
            .ifPresent(
                site ->
                    warnings.add(
                        "all required vaults of '"
                            + plan.system()
                            + "' stand at site '"
                            + site
                            + "': its loss may take every copy"));
      }
    }
    return warnings;
  }

  /**
   * The one site of every required vault; none where another vault of the plan stands elsewhere.
   */
  private Optional<String> commonSite(BackupPolicy backup) {
    Set<String> sites = sites(backup.required());
    boolean elsewhere = backup.required().size() == 1 && !sites.containsAll(sites(backup.vaults()));
    return sites.size() == 1 && !elsewhere && allNamed(backup.required())
        ? sites.stream().findFirst()
        : Optional.empty();
  }

  private Set<String> sites(Collection<String> vaults) {
    Set<String> sites = new HashSet<>();
    vaults.forEach(vault -> site(vault).ifPresent(sites::add));
    return sites;
  }

  private boolean allNamed(Collection<String> vaults) {
    return vaults.stream().allMatch(vault -> site(vault).isPresent());
  }

  private Optional<String> site(String vault) {
    return Optional.ofNullable(configured.get(vault)).flatMap(VaultConfiguration::site);
  }

  private static Optional<String> require(VaultProbe probe, Ability ability, String danger) {
    Answer answer = probe.answers().get(ability);
    if (answer == Answer.YES) {
      return Optional.empty();
    }
    return Optional.of(danger + (answer == Answer.UNKNOWN ? " (it could not be tried)" : ""));
  }

  private static boolean uses(ProtectionPlan plan, String vault) {
    return plan.backup().vaults().contains(vault) || plan.backup().cold().contains(vault);
  }

  private static boolean asksForLock(VaultConfiguration vault) {
    return vault.settings().optionalText("lock-for").isPresent()
        || vault.settings().optionalText("lock-mode").isPresent();
  }
}
