package io.drillbook.usecase.approval;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.approval.Approval;
import io.drillbook.domain.approval.ApprovalLines;
import io.drillbook.domain.plan.ProtectionPlan.ApprovalRule;
import io.drillbook.domain.record.StepRef;
import io.drillbook.spi.people.People;
import io.drillbook.usecase.Stores;
import io.drillbook.usecase.approval.AskForApproval.Wish;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AskForApprovalTest {
  private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");
  private static final ApprovalRule TWO =
      new ApprovalRule(
          "approvers",
          2,
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Optional.empty(),
          Duration.ofHours(1));

  @Test
  void whatFollowsTheRuleOfCutoverIsWrittenDownAtTheStartToo() {
    assertThat(AskForApproval.rulesOf(PlanFixture.shop()))
        .containsKeys("cutover", "fail-back", "overwrite");
  }

  /** The plan asks for one only by now. */
  @Test
  void anEditOfTheRuleThatAnotherFollowsLetsNoRunOff() {
    try (Stores stores = new Stores()) {
      stores.record.append("run", ApprovalLines.rules(NOW, "drillbook", Map.of("cutover", TWO)));
      Approval asked =
          new AskForApproval(
                  PlanFixture.plans(), stores.record, new Two(), Clock.fixed(NOW, ZoneOffset.UTC))
              .ask(
                  new Wish(
                      "run",
                      "shop",
                      "approval",
                      "overwrite",
                      "standby",
                      Optional.of("p1"),
                      Optional.of("latest")),
                  StepRef.of("serviceTask_openApproval", "Open approval"));
      assertThat(asked.rule().required()).isEqualTo(2);
    }
  }

  private static final class Two implements People {
    @Override
    public Set<String> groupsOf(String person) {
      return Set.of("approvers");
    }

    @Override
    public List<String> membersOf(String group) {
      return List.of("ann", "bob");
    }

    @Override
    public List<String> mailsOf(String group) {
      return List.of();
    }
  }
}
