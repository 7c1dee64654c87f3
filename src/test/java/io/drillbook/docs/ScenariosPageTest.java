package io.drillbook.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.Scenario;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.camunda.bpm.dmn.engine.DmnDecision;
import org.camunda.bpm.dmn.engine.DmnEngine;
import org.camunda.bpm.dmn.engine.DmnEngineConfiguration;
import org.camunda.bpm.engine.variable.VariableMap;
import org.camunda.bpm.engine.variable.Variables;
import org.junit.jupiter.api.Test;

/** The page about scenarios says what the table does. */
class ScenariosPageTest {
  private final DmnEngine engine =
      DmnEngineConfiguration.createDefaultDmnEngineConfiguration().buildEngine();

  @Test
  void theTableOfThePageIsTheTableThatIsAsked() throws Exception {
    List<String> rows = new ArrayList<>();
    try (var dmn = Files.newInputStream(Path.of("processes/incident/choose-path.dmn"))) {
      DmnDecision decision = engine.parseDecision("choose-path", dmn);
      for (Scenario scenario : Scenario.values()) {
        for (String answer : List.of("some", "none")) {
          rows.add(scenario.id() + " " + row(decision, scenario, answer));
        }
      }
    }
    assertThat(rows.stream().distinct().toList()).isEqualTo(ofThePage());
  }

  private String row(DmnDecision decision, Scenario scenario, String answer) {
    VariableMap variables =
        Variables.createVariables()
            .putValue("scenario", scenario.id())
            .putValue("sourcesAnswer", answer);
    var rule = engine.evaluateDecisionTable(decision, variables).getSingleResult();
    return "%s %s %s %s"
        .formatted(
            rule.getEntry("sources"),
            rule.getEntry("target"),
            rule.<String>getEntry("redeploy").replace('-', ' '),
            rule.<Boolean>getEntry("cutover") ? "yes" : "no");
  }

  private static List<String> ofThePage() throws Exception {
    try (Stream<String> lines = Files.lines(Path.of("docs/guide/scenarios.md"))) {
      return lines
          .filter(line -> line.matches("\\| `[a-z-]+` \\|.*"))
          .map(line -> line.replace("`", "").split("\\s*\\|\\s*", -1))
          .filter(cells -> cells.length > 8)
          .map(cells -> String.join(" ", cells[1], cells[4], cells[5], cells[6], cells[7]))
          .toList();
    }
  }
}
