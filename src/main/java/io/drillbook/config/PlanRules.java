package io.drillbook.config;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Rules that bind one part of a plan to another, or to what stands in {@code drillbook.yaml}. */
final class PlanRules {
  private final Located plan;
  private final Surroundings around;
  private final Findings findings;

  PlanRules(Located plan, Surroundings around, Findings findings) {
    this.plan = plan;
    this.around = around;
    this.findings = findings;
  }

  void check() {
    orderOfSources("after");
    orderOfSources("capture-after");
    CaptureShape.check(plan, findings);
    backup();
    new ApprovalRules(plan, around, findings).check();
    checks();
    RedeployShape.check(plan, findings);
    NotifyShape.check(plan, around, findings);
  }

  private void orderOfSources(String key) {
    Map<String, Located> sources = plan.entries("sources");
    Map<String, Set<String>> after = new LinkedHashMap<>();
    sources.forEach(
        (name, source) -> {
          source.items(key).forEach(item -> known(item, "source", sources.keySet()));
          Set<String> waitsFor = new LinkedHashSet<>(source.texts(key));
          waitsFor.retainAll(sources.keySet());
          after.put(name, waitsFor);
        });
    while (after.values().removeIf(waitsFor -> waitsFor.stream().noneMatch(after::containsKey))) {
      // each round takes out the sources that wait for none that is left
    }
    after.keySet().stream()
        .findFirst()
        .ifPresent(
            name ->
                findings.add(
                    sources.get(name).at(key).orElseThrow().place(),
                    "unable to order the sources: '" + String.join(", ", after.keySet()) + "'",
                    "Expected no circle in '" + key + "': these sources wait for each other."));
  }

  private void backup() {
    List<Located> vaults = plan.items("backup", "vaults");
    vaults.forEach(item -> known(item, "vault", around.vaults()));
    List<String> named = plan.texts("backup", "vaults");
    plan.items("backup", "required")
        .forEach(item -> known(item, "vault among 'backup.vaults'", named));
    plan.items("backup", "cold").forEach(item -> known(item, "vault", around.vaults()));
    once(concat(vaults, plan.items("backup", "cold")));
    List<Located> recipients = plan.items("backup", "encrypt-to");
    recipients.forEach(item -> known(item, "key", around.keys()));
    once(recipients);
    plan.at("backup", "sign-with").ifPresent(this::signer);
    List<Located> before = plan.items("backup", "signed-before");
    before.forEach(item -> known(item, "key", around.keys()));
    once(concat(plan.at("backup", "sign-with").stream().toList(), before));
  }

  private static List<Located> concat(List<Located> some, List<Located> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private void signer(Located signer) {
    if (known(signer, "key", around.keys()) && !around.signers().contains(signer.text())) {
      findings.add(
          signer.place(),
          "unable to sign with the key: '" + signer.text() + "'",
          "Expected a key with 'private', 'private-secret' or 'sign-command' in drillbook.yaml: "
              + around.signers()
              + ".");
    }
  }

  private void checks() {
    for (Located check : plan.items("verify")) {
      for (Located settings : check.entries().values()) {
        settings
            .at("source")
            .ifPresent(it -> known(it, "source", plan.entries("sources").keySet()));
        settings
            .at("target")
            .ifPresent(it -> known(it, "target", plan.entries("targets").keySet()));
      }
    }
  }

  private boolean known(Located name, String what, Collection<String> names) {
    return known(findings, name, what, names);
  }

  /** Notes a name that nothing stands behind. */
  static boolean known(Findings findings, Located name, String what, Collection<String> names) {
    if (names.contains(name.text())) {
      return true;
    }
    findings.add(
        name.place(),
        "unable to find the " + what + ": '" + name.text() + "'",
        names.isEmpty()
            ? "Expected one that is declared; none is."
            : "Expected one of " + new TreeSet<>(names) + "." + Nearest.hint(name.text(), names));
    return false;
  }

  private void once(List<Located> names) {
    Set<String> seen = new HashSet<>();
    for (Located name : names) {
      if (!seen.add(name.text())) {
        findings.add(
            name.place(),
            "unable to take the name a second time: '" + name.text() + "'",
            "Expected each name once: the same one twice protects no better than one.");
      }
    }
  }
}
