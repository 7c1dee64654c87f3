package io.drillbook.config;

import io.drillbook.config.Shape.Block;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.nodes.Node;

/** Rules about the places a restore may go to. */
final class TargetRules {
  /** Settings that say where data lives: equal ones at home and at a target are the same place. */
  private static final List<String> PLACES = List.of("url", "path", "bucket");

  /** The settings by which a target puts data where it lives at home. */
  private static final List<String> IN_PLACE = List.of("place", "in-place");

  private final Located plan;
  private final Map<String, Block> kinds;
  private final Findings findings;

  /** For each target and source the checked settings there. */
  private final Map<String, Map<String, Located>> settings = new LinkedHashMap<>();

  TargetRules(Located plan, Map<String, Block> kinds, Findings findings) {
    this.plan = plan;
    this.kinds = kinds;
    this.findings = findings;
  }

  /** Notes what is wrong and gives each target's checked settings by source. */
  Map<String, Map<String, Located>> check() {
    plan.entries("targets").forEach(this::target);
    plan.at("recovery", "target").ifPresent(name -> known(name));
    if (plan.at("recovery").isPresent() && plan.at("recovery", "target").isEmpty()) {
      lonely(plan.at("recovery").get());
    }
    plan.at("recovery", "fail-back", "target").filter(this::known).ifPresent(this::home);
    plan.entries("drills").values().forEach(this::drill);
    return settings;
  }

  /** The targets that a recovery would take if the plan does not say which. */
  static List<String> standbys(Located plan) {
    return plan.entries("targets").entrySet().stream()
        .filter(it -> !it.getValue().leaf(Boolean.class, "disposable").orElse(false))
        .filter(it -> !it.getValue().leaf(Boolean.class, "production").orElse(false))
        .map(Map.Entry::getKey)
        .toList();
  }

  private void lonely(Located recovery) {
    if (standbys(plan).size() != 1) {
      findings.add(
          recovery.key(),
          "unable to tell where a recovery goes: 'recovery'",
          "Expected 'target', one of " + plan.entries("targets").keySet() + ".");
    }
  }

  private void target(String name, Located target) {
    boolean production = target.leaf(Boolean.class, "production").orElse(false);
    if (production && target.leaf(Boolean.class, "disposable").orElse(false)) {
      findings.add(
          target.key(),
          "unable to use a target that is production and disposable: '" + name + "'",
          "Expected one of the two: a disposable target is dropped after a drill.");
    }
    Map<String, Located> sources = plan.entries("sources");
    target
        .entries("sources")
        .forEach(
            (source, there) -> {
              Located named = new Located(source, there.key(), there.key());
              Located home = sources.get(source);
              if (home != null) {
                source(name, source, home, there, production);
              } else {
                PlanRules.known(findings, named, "source", sources.keySet());
              }
            });
  }

  private void source(String target, String source, Located home, Located raw, boolean production) {
    Block block = kinds.get(home.leaf(String.class, "kind").orElse(""));
    if (block == null || !(raw.value() instanceof Node node)) {
      return;
    }
    new ShapeCheck(findings)
        .check(node, block, source)
        .ifPresent(
            there -> {
              settings.computeIfAbsent(target, t -> new LinkedHashMap<>()).put(source, there);
              sameKind(source, home, there);
              if (!production) {
                elsewhere(target, source, home, there);
                notInPlace(target, source, there);
              }
            });
  }

  private void sameKind(String source, Located home, Located there) {
    there
        .at("kind")
        .filter(kind -> !kind.value().equals(home.at("kind").orElseThrow().value()))
        .ifPresent(
            kind ->
                findings.add(
                    kind.place(),
                    "unable to restore '" + source + "' into another kind: '" + kind.text() + "'",
                    "Expected the kind of the source, or no 'kind' here."));
  }

  private void elsewhere(String target, String source, Located home, Located there) {
    for (String place : PLACES) {
      Object value = there.at(place).map(Located::value).orElse(null);
      if (value != null && Objects.equals(value, home.at(place).map(Located::value).orElse(null))) {
        findings.add(
            there.at(place).get().place(),
            "unable to take the source '" + source + "' itself as target: '" + target + "'",
            "Expected another '" + place + "' than production's, or 'production: true'.");
      }
    }
  }

  /** What changes production itself is guarded as production is. */
  private void notInPlace(String target, String source, Located there) {
    for (String setting : IN_PLACE) {
      if (there.leaf(Boolean.class, setting).orElse(false)) {
        findings.add(
            there.at(setting).orElseThrow().place(),
            "unable to restore '" + source + "' in place at a target like this: '" + target + "'",
            "Expected 'production: true' at the target: then an approval is asked for.");
      }
    }
  }

  /** Whatever says 'production' is guarded, and home is production again after a fail-back. */
  private void home(Located name) {
    if (!plan.leaf(Boolean.class, "targets", name.text(), "production").orElse(false)) {
      findings.add(
          name.place(),
          "unable to take a target as home that is not production: '" + name.text() + "'",
          "Expected a target with 'production: true' that names where the sources are.");
    }
  }

  private void drill(Located drill) {
    drill
        .at("target")
        .filter(this::known)
        .filter(name -> !isDisposable(name.text()))
        .ifPresent(
            name ->
                findings.add(
                    name.place(),
                    "unable to drill in a target that must last: '" + name.text() + "'",
                    "Expected a target with 'disposable: true': it is dropped after the drill."));
  }

  private boolean isDisposable(String target) {
    return plan.leaf(Boolean.class, "targets", target, "disposable").orElse(false);
  }

  private boolean known(Located name) {
    return PlanRules.known(findings, name, "target", plan.entries("targets").keySet());
  }
}
