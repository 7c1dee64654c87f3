package io.drillbook.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.FailBackPlan;
import io.drillbook.domain.plan.ObserveRule;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.ProtectionPlan.CheckPlan;
import io.drillbook.domain.plan.RecoveryPlan;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FailoverShapeTest {
  private static final String OBSERVE = "  observe: { for: 30m, rollback-on-failure: true }\n";
  private static final String HOME =
      "  home: { production: true, sources: { db: { url: \"postgresql://127.0.0.1:5432/shop\" } } }\n";

  @Test
  void whatIsLeftOutHasTheUsualValues() {
    RecoveryPlan recovery = plan(OBSERVE).recovery();
    assertThat(recovery.observe()).isEqualTo(ObserveRule.usual(Duration.ofMinutes(30), true));
    assertThat(recovery.fence()).isEmpty();
    assertThat(recovery.failBack()).isEmpty();
  }

  @Test
  void everyKeyIsRead() {
    RecoveryPlan recovery =
        plan("""
                  observe: { for: 10m, every: 2s, max-error-rate: 3, max-latency: 800ms }
                  fence: [ { command: { fence: [./off.sh, now] } } ]
                  fail-back: { target: home, set-aside: true, fence: [ { command: { fence: [./off.sh] } } ] }
                """)
            .recovery();
    assertThat(recovery.observe())
        .isEqualTo(
            new ObserveRule(
                Duration.ofMinutes(10),
                false,
                Duration.ofSeconds(2),
                3,
                Optional.of(Duration.ofMillis(800))));
    assertThat(recovery.fence()).extracting(CheckPlan::kind).containsExactly("command");
    assertThat(recovery.fence().get(0).settings().list("fence")).containsExactly("./off.sh", "now");
    FailBackPlan back = recovery.failBack().orElseThrow();
    assertThat(back.target()).isEqualTo("home");
    assertThat(back.setAside()).isTrue();
    assertThat(back.fence()).hasSize(1);
  }

  @Test
  void aHomeThatIsNotThereIsRefused() {
    assertThat(findings("  fail-back: { target: house }\n"))
        .singleElement()
        .asString()
        .contains("unable to find the target: 'house'");
  }

  @Test
  void aHomeThatIsNotProductionIsRefused() {
    assertThat(findings("  fail-back: { target: standby }\n"))
        .singleElement()
        .asString()
        .contains("unable to take a target as home that is not production: 'standby'");
  }

  @Test
  void aFenceOfAKindThatNobodyKnowsIsRefused() {
    assertThat(findings("  fence: [ { hope: { fence: [x] } } ]\n")).hasSize(1);
  }

  private static ProtectionPlan plan(String recovery) {
    PlanReading reading = read(recovery);
    assertThat(reading.findings()).isEmpty();
    return reading.plan().orElseThrow();
  }

  private static List<String> findings(String recovery) {
    return read(recovery).findings().stream().map(Finding::toString).toList();
  }

  private static PlanReading read(String recovery) {
    String contract = ConfigurationFolder.example("plan");
    assertThat(contract).contains(OBSERVE).contains("  standby: {");
    String text =
        contract.replace("  standby: {", HOME + "  standby: {").replace(OBSERVE, recovery);
    Surroundings around =
        new Surroundings(
            Path.of("/"),
            Set.of("primary", "offsite"),
            Set.of("ops", "escrow", "signer"),
            Set.of("ops", "signer"),
            Surroundings.GROUPS);
    return new PlanReader(ConfigurationFolder.KINDS, around, ConfigurationFolder.CLOCK)
        .read(Path.of("plans/shop.yaml"), text.getBytes(StandardCharsets.UTF_8));
  }
}
