package io.drillbook.usecase.readiness.check;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.ApprovalRule;
import io.drillbook.spi.people.People;
import io.drillbook.usecase.readiness.check.Question.Answer;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * There are enough people to approve, also where one of them started the run: nobody approves what
 * they started.
 */
public final class ApproverChecks implements ReadinessCheck {
  private final People people;

  /** A check of these people. */
  public ApproverChecks(People people) {
    this.people = people;
  }

  @Override
  public List<Question> questions(ProtectionPlan plan) {
    return plan.approvals().entrySet().stream()
        .map(
            rule ->
                new Question("approval " + rule.getKey(), "has people", () -> ask(rule.getValue())))
        .toList();
  }

  private Answer ask(ApprovalRule rule) {
    Set<String> able = new TreeSet<>(people.membersOf(rule.from()));
    rule.deputies().map(people::membersOf).ifPresent(able::addAll);
    rule.next().map(people::membersOf).ifPresent(able::addAll);
    String detail = able.size() + " people, " + rule.required() + " must agree";
    String groups = rule.from() + or(rule.deputies()) + or(rule.next());
    String hint = "Add people to the group " + groups + ".";
    if (able.size() < rule.required()) {
      return Question.bad(detail, hint);
    }
    return able.size() == rule.required()
        ? Question.warn(detail + ": one who started the run cannot be replaced", hint)
        : Question.good(detail);
  }

  private static String or(Optional<String> group) {
    return group.map(name -> " or " + name).orElse("");
  }
}
