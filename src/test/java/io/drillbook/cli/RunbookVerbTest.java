package io.drillbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A runbook for the drawer, out of a configuration folder alone. */
class RunbookVerbTest {
  @TempDir Path temp;
  private Path config;
  private Path page;

  @BeforeEach
  void init() throws Exception {
    config = temp.resolve("config");
    page = temp.resolve("page.html");
    assertThat(Typed.of("init", "--config", config.toString()).exit()).isZero();
  }

  private Typed print(String system, String scenario) {
    return Typed.of(
        "runbook",
        "print",
        system,
        "--scenario",
        scenario,
        "--out",
        page.toString(),
        "--config",
        config.toString());
  }

  private String system() throws Exception {
    try (var plans = Files.list(config.resolve("plans"))) {
      return plans.findFirst().orElseThrow().getFileName().toString().replace(".yaml", "");
    }
  }

  @Test
  void everyStepStandsThereWithWhatThePlanSays() throws Exception {
    Typed typed = print(system(), "server-failure");
    assertThat(typed.exit()).as(typed.all()).isZero();
    String text = Files.readString(page);
    String kept = System.getProperty("drillbook.evidence.keep");
    if (kept != null) {
      Files.writeString(Path.of(kept), text);
    }
    assertThat(text)
        .contains("Runbook of " + system() + ": server-failure", "Assess scope", "oncall")
        .contains("Verify signature and checksums", "Restore each source", "wave 1: ")
        .contains("Give approval", "silence is a no after", "Switch traffic", "rescue restore")
        .doesNotContain("src=", "href=", "<script");
    assertThat(text.indexOf("Assess scope")).isLessThan(text.indexOf("Switch traffic"));
  }

  @Test
  void noSecretIsOnThePaper() throws Exception {
    Path plan = config.resolve("plans/" + system() + ".yaml");
    assertThat(print(system(), "site-disaster").exit()).isZero();
    assertThat(Files.readString(plan)).containsPattern("\\$\\{[A-Z_]+\\}|\\$\\{file:");
    assertThat(Files.readString(page)).contains("${").doesNotContain("SecretReference[");
  }

  @Test
  void whatIsNotThereIsNamed() throws Exception {
    assertThat(print("nothing", "server-failure").exit()).isEqualTo(2);
    Typed scenario = print(system(), "flood");
    assertThat(scenario.exit()).isEqualTo(2);
    assertThat(scenario.err()).contains("unable to find the scenario: 'flood'", "HINT: ");
  }
}
