package io.drillbook.domain.approval;

import io.drillbook.domain.plan.ProtectionPlan.ApprovalRule;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An approval rule as details of a line of the record, and back. */
final class RuleText {
  private static final String FROM = "from";
  private static final String REQUIRED = "required";
  private static final String DEPUTIES = "deputies";
  private static final String DEPUTIES_AFTER = "deputies after";
  private static final String NEXT = "next";
  private static final String NEXT_AFTER = "next after";
  private static final String EXPIRES_AFTER = "no answer is a no after";

  private RuleText() {}

  static Map<String, String> write(String prefix, ApprovalRule rule) {
    Map<String, String> details = new TreeMap<>();
    details.put(prefix + FROM, rule.from());
    details.put(prefix + REQUIRED, Integer.toString(rule.required()));
    rule.deputies().ifPresent(group -> details.put(prefix + DEPUTIES, group));
    rule.deputiesAfter().ifPresent(after -> details.put(prefix + DEPUTIES_AFTER, after.toString()));
    rule.next().ifPresent(group -> details.put(prefix + NEXT, group));
    rule.nextAfter().ifPresent(after -> details.put(prefix + NEXT_AFTER, after.toString()));
    details.put(prefix + EXPIRES_AFTER, rule.expiresAfter().toString());
    return details;
  }

  static Optional<ApprovalRule> read(String prefix, Map<String, String> details) {
    return Optional.ofNullable(details.get(prefix + FROM))
        .map(
            from ->
                new ApprovalRule(
                    from,
                    Integer.parseInt(details.get(prefix + REQUIRED)),
                    Optional.ofNullable(details.get(prefix + DEPUTIES)),
                    duration(details, prefix + DEPUTIES_AFTER),
                    Optional.ofNullable(details.get(prefix + NEXT)),
                    duration(details, prefix + NEXT_AFTER),
                    Duration.parse(details.get(prefix + EXPIRES_AFTER))));
  }

  private static Optional<Duration> duration(Map<String, String> details, String key) {
    return Optional.ofNullable(details.get(key)).map(Duration::parse);
  }
}
