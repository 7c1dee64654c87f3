package io.drillbook.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.ProtectionPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanFolderTest {
  private static final String GOOD = ConfigurationFolder.example("plan");

  @TempDir Path temp;
  private ConfigurationFolder configuration;
  private final List<String> changed = new CopyOnWriteArrayList<>();

  @BeforeEach
  void copyTheExample() {
    configuration = new ConfigurationFolder(temp);
    configuration.plan("shop.yaml", GOOD);
  }

  private PlanFolder open() {
    PlanFolder folder = new PlanFolder(temp.resolve("plans"), configuration.reader());
    folder.onChange(plan -> changed.add(plan.system() + " " + plan.owner()));
    return folder;
  }

  @Test
  void aChangedPlanIsTakenOverWhileTheServerRuns() {
    try (PlanFolder folder = open()) {
      folder.start();
      configuration.plan("shop.yaml", GOOD.replace("shop-team@example.com", "other@example.com"));
      await().atMost(Duration.ofMinutes(1)).until(() -> !changed.isEmpty());
      assertThat(changed).containsExactly("shop other@example.com");
      assertThat(folder.plan("shop").owner()).isEqualTo("other@example.com");
    }
  }

  @Test
  void aBrokenChangeKeepsTheLastGoodVersionAndSaysSo() {
    PlanFolder folder = open();
    List<Finding> reported = new CopyOnWriteArrayList<>();
    folder.onProblem(reported::add);
    ProtectionPlan before = folder.plan("shop");
    configuration.plan("shop.yaml", GOOD.replace("owner:", "ovner:"));
    folder.refresh();
    folder.refresh();
    assertThat(folder.plan("shop")).isSameAs(before);
    assertThat(folder.problems()).hasSize(2).first().asString().contains("shop.yaml:1:1");
    assertThat(reported).hasSize(2);
    assertThat(changed).isEmpty();
    configuration.plan("shop.yaml", GOOD);
    folder.refresh();
    assertThat(folder.problems()).isEmpty();
    assertThat(changed).as("the very same plan is no change").isEmpty();
  }

  @Test
  void aSecondPlanForOneSystemIsRefusedAndTheFirstStaysInForce() {
    PlanFolder folder = open();
    configuration.plan("shop.yml", GOOD.replace("shop-team@", "thief@"));
    configuration.plan("annex.yaml", GOOD);
    folder.refresh();
    assertThat(folder.plan("shop").owner()).isEqualTo("shop-team@example.com");
    assertThat(folder.all()).hasSize(1);
    String plans = temp + "/plans/";
    assertThat(folder.problems())
        .contains(
            plans
                + "shop.yml:1:9: unable to take a second plan for the system: 'shop'. Expected one"
                + " file per system; the first is '"
                + plans
                + "shop.yaml'.")
        .anySatisfy(
            it ->
                assertThat(it).startsWith(plans + "annex.yaml:1:9: unable to take a second plan"));
  }

  @Test
  void aPlanThatIsBrokenAtTheStartProtectsNothing() {
    configuration.plan("shop.yaml", "system: shop\n");
    PlanFolder folder = open();
    assertThat(folder.all()).isEmpty();
    assertThat(folder.problems()).isNotEmpty();
    assertThatThrownBy(() -> folder.plan("shop"))
        .isInstanceOf(Fault.class)
        .hasMessage("unable to find a plan for the system: 'shop'");
  }

  @Test
  void aPlanThatIsGoneEndsTheProtection() throws IOException {
    PlanFolder folder = open();
    Files.delete(temp.resolve("plans/shop.yaml"));
    folder.refresh();
    assertThat(folder.all()).isEmpty();
  }

  @Test
  void checkNamesWhatIsWrongInEveryFileOfTheFolder() {
    configuration.plan("shop.yaml", GOOD.replace("zone: Europe/Berlin", "zone: Europe/Berlyn"));
    configuration.write(
        "drillbook.yaml", ConfigurationFolder.example("drillbook").replace("mail:", "mial:"));
    ConfigurationCheck.Outcome outcome =
        new ConfigurationCheck(ConfigurationFolder.KINDS, ConfigurationFolder.CLOCK).check(temp);
    assertThat(outcome.systems()).isEmpty();
    assertThat(outcome.findings().stream().map(Finding::toString).toList())
        .hasSize(2)
        .anySatisfy(it -> assertThat(it).startsWith(temp + "/drillbook.yaml:12:1: "))
        .anySatisfy(it -> assertThat(it).startsWith(temp + "/plans/shop.yaml:3:7: "));
  }
}
