package io.drillbook.usecase.readiness.check;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.point.CatalogPoint;
import io.drillbook.pipeline.PointLayout;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.vault.Vaults;
import io.drillbook.usecase.readiness.ProbeVaults;
import io.drillbook.usecase.readiness.VaultState;
import io.drillbook.usecase.readiness.check.Question.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Each vault of the plan answers, holds the newest recovery point and does what plans rely on; not
 * all of them stand at one site. Vaults are not tried anew here, since trials leave objects under a
 * lock behind; reading is enough for login and network.
 */
public final class VaultChecks implements ReadinessCheck {
  private final ProbeVaults probe;
  private final Vaults vaults;
  private final CatalogStore catalog;

  /** A check of these vaults. */
  public VaultChecks(ProbeVaults probe, Vaults vaults, CatalogStore catalog) {
    this.probe = probe;
    this.vaults = vaults;
    this.catalog = catalog;
  }

  @Override
  public List<Question> questions(ProtectionPlan plan) {
    List<Question> questions = new ArrayList<>();
    for (String vault : plan.backup().vaults()) {
      questions.add(new Question("vault " + vault, "can be read", () -> read(plan, vault)));
      questions.add(new Question("vault " + vault, "can be relied on", () -> relied(plan, vault)));
    }
    questions.add(new Question("vaults", "stand at two sites", () -> sites(plan)));
    return questions;
  }

  private Answer read(ProtectionPlan plan, String vault) {
    Optional<CatalogPoint> newest =
        catalog.points(plan.system()).stream()
            .filter(point -> point.usable() && point.vaults().contains(vault))
            .findFirst();
    String key =
        newest
            .map(point -> plan.system() + "/" + point.point() + "/" + PointLayout.MANIFEST)
            .orElse(plan.system() + "/none/" + PointLayout.MANIFEST);
    boolean there = vaults.vault(vault).exists(key);
    if (newest.isEmpty()) {
      return Question.good("it answers, and holds no recovery point yet");
    }
    return there
        ? Question.good("it holds " + newest.get().point())
        : Question.bad(
            "the newest recovery point is gone: '" + key + "'",
            "Compare the catalog with the vaults by 'drillbook catalog check'.");
  }

  private Answer relied(ProtectionPlan plan, String name) {
    VaultState vault = state(name);
    String hint = "Look at 'drillbook vaults'.";
    if (vault.triedAt().isEmpty()) {
      return Question.warn("it was not tried yet", hint);
    }
    String failures = String.join("; ", vault.failures());
    if (failures.isEmpty()) {
      return Question.good("it does what the plan needs");
    }
    return plan.backup().required().contains(name)
        ? Question.bad(failures, hint)
        : Question.warn(failures, hint);
  }

  private Answer sites(ProtectionPlan plan) {
    Set<String> sites = new TreeSet<>();
    boolean allNamed = true;
    for (String name : plan.backup().vaults()) {
      Optional<String> site = state(name).site();
      site.ifPresent(sites::add);
      allNamed &= site.isPresent();
    }
    String hint = "A fire takes what stands together: name a vault at another site.";
    if (sites.size() > 1) {
      return Question.good(String.join(", ", sites));
    }
    return Question.warn(
        allNamed
            ? "every vault of the plan stands at '" + String.join(", ", sites) + "'"
            : "unknown: 'site' is not written at every vault",
        hint);
  }

  private VaultState state(String name) {
    return probe.latest().stream()
        .filter(vault -> vault.vault().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
