package io.drillbook.usecase.readiness.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.readiness.CheckFinding;
import io.drillbook.domain.readiness.CheckFinding.Grade;
import io.drillbook.spi.people.People;
import io.drillbook.spi.step.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The shop's cutover is approved by one of the approvers, with the managers as deputies. */
class PeopleAndMailChecksTest {
  @Test
  void nobody_who_may_approve_is_bad_one_is_a_warning_and_two_are_good() {
    assertThat(approvers(Map.of())).isEqualTo(Grade.BAD);
    assertThat(approvers(Map.of("approvers", List.of("anna")))).isEqualTo(Grade.WARN);
    assertThat(approvers(Map.of("approvers", List.of("anna"), "managers", List.of("max"))))
        .isEqualTo(Grade.GOOD);
  }

  @Test
  void one_person_in_both_groups_is_one_person() {
    assertThat(approvers(Map.of("approvers", List.of("anna"), "managers", List.of("anna"))))
        .isEqualTo(Grade.WARN);
  }

  @Test
  void a_mail_server_that_does_not_answer_is_bad_and_none_at_all_a_warning() {
    assertThat(mail(new MailChecks(Optional.of(() -> "127.0.0.1:25")))).isEqualTo(Grade.GOOD);
    assertThat(mail(new MailChecks(Optional.empty()))).isEqualTo(Grade.WARN);
    assertThat(
            mail(
                new MailChecks(
                    Optional.of(
                        () -> {
                          throw new Fault(FaultCode.COMMAND_FAILED, "unable to", "Look.");
                        }))))
        .isEqualTo(Grade.BAD);
  }

  private static Grade approvers(Map<String, List<String>> groups) {
    return ask(new ApproverChecks(new Groups(groups))).stream()
        .filter(it -> it.subject().equals("approval cutover"))
        .findFirst()
        .orElseThrow()
        .grade();
  }

  private static Grade mail(MailChecks check) {
    return ask(check).get(0).grade();
  }

  private static List<CheckFinding> ask(ReadinessCheck check) {
    ProtectionPlan shop = PlanFixture.shop();
    return new AskAll(List.of(check), Duration.ofSeconds(30)).ask(shop, new Cancellation());
  }

  private record Groups(Map<String, List<String>> members) implements People {
    @Override
    public Set<String> groupsOf(String person) {
      return Set.of();
    }

    @Override
    public List<String> membersOf(String group) {
      return members.getOrDefault(group, List.of());
    }

    @Override
    public List<String> mailsOf(String group) {
      return List.of();
    }
  }
}
