package io.drillbook.usecase.paper;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PlanActionsTest {
  private static List<String> lines(ProtectionPlan plan, String topic) {
    PaperStep step =
        new PaperStep(
            "step", "serviceTask", "", "", topic, "", "", "", "", false, List.of(), List.of());
    return new PlanActions(plan, Optional.empty(), Optional.empty()).of(step);
  }

  @Test
  void aPasswordWithinACommandIsNotPrinted() {
    assertThat(
            lines(
                PlanFixture.with("apply, -auto-approve", "apply, --token, hunter2"),
                "provision-target"))
        .containsExactly("terraform apply --token ******");
    assertThat(
            lines(
                PlanFixture.with("./smoke-test.sh", "./smoke-test.sh, --password=hunter2"),
                "verify-restored-data"))
        .anySatisfy(line -> assertThat(line).contains("smoke-test.sh, --password=******"))
        .noneMatch(line -> line.contains("hunter2"));
    assertThat(
            lines(
                PlanFixture.with("export-manifests,", "export-manifests, --api-key, hunter2,"),
                "capture-source"))
        .anySatisfy(
            line -> assertThat(line).contains("export-manifests, --api-key, ******, --output"))
        .noneMatch(line -> line.contains("hunter2"));
  }

  @Test
  void commandsThatStandUnderNamesAreLookedIntoToo() {
    Settings settings =
        new Settings(
            Map.of(
                "outputs", Map.of("cron", List.of("dump", "--token", "hunter2", "-v")),
                "environment", Map.of("API", "${API_TOKEN}")));
    assertThat(PlanActions.words(settings))
        .isEqualTo("{environment={API=${API_TOKEN}}, outputs={cron=[dump, --token, ******, -v]}}");
  }

  @Test
  void referencesAndWhatOnlyLeadsToASecretArePrinted() {
    assertThat(lines(PlanFixture.shop(), "capture-source"))
        .anySatisfy(line -> assertThat(line).contains("password=${SHOP_DB_PASSWORD}"));
    assertThat(
            lines(
                PlanFixture.with("apply, -auto-approve", "apply, --token-file, /etc/token"),
                "provision-target"))
        .containsExactly("terraform apply --token-file /etc/token");
  }
}
