package io.drillbook.domain.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.Objectives.RtoChoice;
import io.drillbook.domain.record.AllowedLoss;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What was agreed with single customers, beside what holds for everybody. */
class CustomersTest {
  private final ProtectionPlan plan =
      PlanFixture.with(
          "  scenarios:",
          """
            customers:
              acme: { rto: 2h, rpo: 1h, scenarios: { site-disaster: { rto: 6h } } }
              beta: { rpo: 2h }
            scenarios:"""
              .indent(2)
              .stripTrailing());
  private final Objectives objectives = plan.objectives();

  private RtoChoice rto(Scenario scenario, String customer) {
    return objectives.rtoFor(scenario, Optional.of(customer));
  }

  @Test
  void anAgreedRtoCapsThePlansScenariosButNotTheCustomersOwn() {
    assertThat(rto(Scenario.SERVER_FAILURE, "acme").rto()).isEqualTo(Duration.ofHours(2));
    assertThat(rto(Scenario.SITE_DISASTER, "acme").rto()).isEqualTo(Duration.ofHours(6));
    assertThat(rto(Scenario.DATABASE_CORRUPTION, "acme").rto()).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void whatAnAgreementLeavesOutIsAsForEverybody() {
    assertThat(rto(Scenario.SERVER_FAILURE, "beta").rto()).isEqualTo(Duration.ofHours(4));
    assertThat(objectives.rpoFor(Optional.of("beta"))).isEqualTo(Duration.ofHours(2));
  }

  @Test
  void whereNoCustomerIsNamedTheStrictestOfAllCounts() {
    assertThat(objectives.rtoFor(Scenario.SERVER_FAILURE))
        .isEqualTo(new RtoChoice(Duration.ofHours(2), false));
    assertThat(objectives.rtoFor(Scenario.SITE_DISASTER).rto()).isEqualTo(Duration.ofHours(6));
    assertThat(plan.rpoOf("db")).isEqualTo(Duration.ofHours(1));
  }

  @Test
  void aScenarioThatIsNotListedGetsTheCustomersStrictestAndSaysSo() {
    assertThat(rto(Scenario.UNKNOWN, "acme"))
        .isEqualTo(new RtoChoice(Duration.ofMinutes(15), true));
  }

  @Test
  void aSourcesOwnRpoHoldsForEveryCustomer() {
    assertThat(AllowedLoss.of(plan, Optional.of("acme")))
        .containsEntry("db", Duration.ofHours(1))
        .containsEntry("media", Duration.ofHours(24))
        .containsEntry("config", Duration.ofDays(7));
    assertThat(AllowedLoss.of(plan, Optional.of("beta"))).containsEntry("db", Duration.ofHours(2));
  }

  @Test
  void aCustomerWithWhomNothingWasAgreedIsRefused() {
    assertThatThrownBy(() -> objectives.of("gamma"))
        .isInstanceOfSatisfying(
            Fault.class, fault -> assertThat(fault.hint()).contains("[acme, beta]"));
  }
}
