package io.drillbook.config;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rules for who approves: every group exists, each level comes after the one before and in time,
 * and asks somebody new.
 */
final class ApprovalRules {
  private static final List<String> LEVELS = List.of("from", "deputies", "next");

  private final Located plan;
  private final Surroundings around;
  private final Findings findings;

  ApprovalRules(Located plan, Surroundings around, Findings findings) {
    this.plan = plan;
    this.around = around;
    this.findings = findings;
  }

  void check() {
    plan.entries("approvals").values().forEach(this::check);
  }

  private void check(Located rule) {
    Set<String> seen = new HashSet<>();
    for (String level : LEVELS) {
      rule.at(level).ifPresent(group -> group(group, seen));
    }
    level(rule, "deputies", "deputies", Duration.ZERO);
    Duration deputies =
        rule.leaf(Duration.class, "deputies-after")
            .or(() -> rule.at("deputies").flatMap(it -> PlanDefaults.CUTOVER.deputiesAfter()))
            .orElse(Duration.ZERO);
    level(rule, "next", "the next level", deputies);
    if (rule.at("next").isPresent() && rule.at("next-after").isEmpty()) {
      findings.add(
          rule.at("next").orElseThrow().key(),
          "unable to ask the next level: 'next'",
          "Expected 'next-after', the time from the beginning after which it is asked.");
    }
  }

  private void group(Located group, Set<String> seen) {
    if (PlanRules.known(findings, group, "group", around.groups()) && !seen.add(group.text())) {
      findings.add(
          group.place(),
          "unable to ask the group a second time: '" + group.text() + "'",
          "Expected another group at each level: the same people were asked already.");
    }
  }

  private void level(Located rule, String key, String who, Duration notBefore) {
    rule.at(key + "-after").ifPresent(after -> level(rule, after, key, who, notBefore));
  }

  private void level(Located rule, Located after, String key, String who, Duration notBefore) {
    Duration expires =
        rule.leaf(Duration.class, "expires-after").orElse(PlanDefaults.EXPIRES_AFTER);
    if (rule.at(key).isEmpty()) {
      findings.add(
          after.key(),
          "unable to ask " + who + ": '" + key + "-after'",
          "Expected '" + key + "', the group that stands in.");
    } else if (after.value() instanceof Duration wait && wait.compareTo(expires) >= 0) {
      findings.add(
          after.place(),
          "unable to ask " + who + " in time: '" + DurationText.show(wait) + "'",
          "Expected less than 'expires-after', "
              + DurationText.show(expires)
              + ": by then silence is a no.");
    } else if (after.value() instanceof Duration wait && wait.compareTo(notBefore) < 0) {
      findings.add(
          after.place(),
          "unable to ask " + who + " before the deputies: '" + DurationText.show(wait) + "'",
          "Expected " + DurationText.show(notBefore) + " or more: levels are asked in turn.");
    }
  }
}
