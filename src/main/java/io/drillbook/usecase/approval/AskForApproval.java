package io.drillbook.usecase.approval;

import io.drillbook.domain.approval.Approval;
import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.approval.MembersThen;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.ApprovalRule;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.people.People;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Writes down what is asked of whom and until when. From here on the record holds rule and
 * deadline; the rule is the one with which the run began, whatever was written into the plan since.
 */
public final class AskForApproval {
  private static final String ACTOR = "drillbook";

  private static final String CUTOVER = "cutover";
  private static final List<String> SUBJECTS = List.of(CUTOVER, "fail-back", "overwrite");

  private final Plans plans;
  private final RecordStore record;
  private final People people;
  private final Clock clock;

  /** A use case over these ports. */
  public AskForApproval(Plans plans, RecordStore record, People people, Clock clock) {
    this.plans = plans;
    this.record = record;
    this.people = people;
    this.clock = clock;
  }

  /**
   * What shall be approved.
   *
   * @param id tells this approval from others of the run
   * @param subject the key in the plan, such as {@code cutover}
   * @param point the recovery point that would be restored; empty where none is
   * @param until how far logs would be replayed onto it
   */
  public record Wish(
      String runId,
      String system,
      String id,
      String subject,
      String target,
      Optional<String> point,
      Optional<String> until) {}

  /** Asks; a second call for the same approval changes nothing. */
  public Approval ask(Wish wish, StepRef step) {
    List<RecordEntry> before = record.entries(wish.runId());
    Optional<Approval> present = ApprovalLines.find(before, wish.id());
    if (present.isPresent()) {
      return present.orElseThrow();
    }
    ProtectionPlan plan = plans.plan(wish.system());
    ApprovalRule now = rule(plan, wish.subject());
    ApprovalRule rule =
        ApprovalLines.ruleAtStart(before, wish.subject())
            .or(() -> ApprovalLines.ruleAtStart(before, CUTOVER))
            .orElse(now);
    record.append(
        wish.runId(),
        MembersThen.on(
            ApprovalLines.asked(
                clock.instant(),
                step,
                ACTOR,
                wish.id(),
                wish.target(),
                new ApprovalLines.Rule(wish.subject(), rule, wish.point(), wish.until())),
            members(rule)));
    tellOfEditedRule(wish, step, rule, now);
    tellOfTooFew(wish, step, rule);
    return ApprovalLines.find(record.entries(wish.runId()), wish.id()).orElseThrow();
  }

  /** The plan's rule for something; what has none of its own is approved like a cutover. */
  public static ApprovalRule rule(ProtectionPlan plan, String subject) {
    return Optional.ofNullable(plan.approvals().get(subject))
        .or(() -> Optional.ofNullable(plan.approvals().get(CUTOVER)))
        .orElse(ApprovalRule.STANDARD);
  }

  /**
   * The rules of a plan, also for what follows another's rule: an edit of that one, or a rule that
   * is added, must not let a run off that began under this plan.
   */
  public static Map<String, ApprovalRule> rulesOf(ProtectionPlan plan) {
    Map<String, ApprovalRule> rules = new TreeMap<>(plan.approvals());
    SUBJECTS.forEach(subject -> rules.put(subject, rule(plan, subject)));
    return rules;
  }

  private void tellOfEditedRule(Wish wish, StepRef step, ApprovalRule rule, ApprovalRule now) {
    if (!rule.equals(now)) {
      String what =
          "the approvals in the plan were edited since this run began; it keeps the rule it began"
              + " with";
      note(wish, step, "plan edited", what);
    }
  }

  /** Told now, while there is time to add somebody; nobody is let off. */
  private void tellOfTooFew(Wish wish, StepRef step, ApprovalRule rule) {
    Set<String> able = new TreeSet<>();
    members(rule).values().forEach(able::addAll);
    able.removeAll(
        ApprovalLines.involved(
            record.entries(wish.runId()).stream().map(RecordEntry::entry).toList()));
    if (able.size() < rule.required()) {
      String what =
          "%d must say yes and only %s may: add people to the groups, or it will expire"
              .formatted(rule.required(), able.isEmpty() ? "nobody" : String.join(", ", able));
      note(wish, step, "too few approvers", what);
    }
  }

  private Map<String, List<String>> members(ApprovalRule rule) {
    Map<String, List<String>> members = new TreeMap<>();
    Stream.of(Optional.of(rule.from()), rule.deputies(), rule.next())
        .flatMap(Optional::stream)
        .forEach(group -> members.put(group, people.membersOf(group)));
    return members;
  }

  private void note(Wish wish, StepRef step, String outcome, String what) {
    record.append(
        wish.runId(),
        Entries.fact(clock.instant(), step, ACTOR, outcome, Map.of(Entries.REASON, what)));
  }
}
