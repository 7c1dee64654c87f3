package io.drillbook.domain.path;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.domain.plan.Scenario;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecoveryPathTest {
  private final ProtectionPlan shop = PlanFixture.shop();

  private RecoveryPath path(List<String> sources, String target, String redeploy) {
    return RecoveryPath.of(
        shop, Scenario.SERVER_FAILURE, new PathWords(sources, target, redeploy, true, "because"));
  }

  @Test
  void sourcesAreNamedByWhatTheyHoldByKindOrByName() {
    assertThat(path(List.of("database"), "standby", "no").sources()).contains("db");
    assertThat(path(List.of("media", "files"), "standby", "no").sources())
        .containsExactly("media", "config");
    assertThat(path(List.of("config"), "standby", "no").sources()).containsExactly("config");
    assertThat(path(List.of("all"), "standby", "no").sources())
        .containsExactlyElementsOf(shop.sources().keySet());
    assertThat(path(List.of("none"), "none", "no").restores()).isFalse();
  }

  @Test
  void aTargetThatThePlanDoesNotHaveBecomesItsRecoveryTarget() {
    assertThat(path(List.of("all"), "beside", "no").target()).isEqualTo("standby");
    assertThat(path(List.of("all"), "sandbox", "no").target()).isEqualTo("sandbox");
  }

  @Test
  void redeployIfPlannedNeedsAPlan() {
    assertThat(shop.recovery().redeploy()).isEmpty();
    assertThat(path(List.of("all"), "standby", "if-planned").redeploy()).isFalse();
    assertThat(path(List.of("all"), "standby", "yes").redeploy()).isTrue();
  }
}
