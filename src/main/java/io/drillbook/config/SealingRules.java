package io.drillbook.config;

import io.drillbook.domain.plan.Setting;
import java.util.List;
import java.util.Map;

/**
 * Rules about keys that members are sealed for: what this server could open itself is not sealed,
 * and a typing error must not be found by the backup.
 */
final class SealingRules {
  private final Located plan;
  private final Map<String, List<Setting>> kinds;
  private final Surroundings around;
  private final Findings findings;

  SealingRules(
      Located plan, Map<String, List<Setting>> kinds, Surroundings around, Findings findings) {
    this.plan = plan;
    this.kinds = kinds;
    this.around = around;
    this.findings = findings;
  }

  void check() {
    for (Located source : plan.entries("sources").values()) {
      String kind = source.leaf(String.class, "kind").orElse("");
      for (Setting setting : kinds.getOrDefault(kind, List.of())) {
        if (setting.type() == Setting.Type.KEYS) {
          source.items(setting.key()).forEach(this::key);
        }
      }
    }
  }

  private void key(Located name) {
    if (PlanRules.known(findings, name, "key", around.keys())
        && around.signers().contains(name.text())) {
      findings.add(
          name.place(),
          "unable to seal for a key whose private half is on this server: '" + name.text() + "'",
          "Expected a key that has only its 'public' file in drillbook.yaml, such as escrow.");
    }
  }
}
