package io.drillbook.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.yaml.snakeyaml.Yaml;

/** The sample rules fire when they shall, and each of them is tried. */
@Timeout(120)
class MonitoringTest {
  private static final Path FOLDER = Path.of("docs/monitoring");

  @Test
  void theRulesFireWhenTheyShall() throws Exception {
    assertThat(promtool("check", "rules", "alerts.yaml")).contains("SUCCESS");
    assertThat(promtool("test", "rules", "alerts-test.yaml")).contains("SUCCESS");
  }

  @Test
  void everyRuleIsTriedAndSaysWhatToDo() throws IOException {
    Set<String> rules = new TreeSet<>();
    for (Map<String, Object> rule : rules()) {
      rules.add(rule.get("alert").toString());
      assertThat(((Map<?, ?>) rule.get("annotations")).keySet()).hasToString("[summary, hint]");
      assertThat(((Map<?, ?>) rule.get("labels")).keySet()).hasToString("[severity]");
    }
    Set<String> tried = new TreeSet<>();
    for (JsonNode test : tree("alerts-test.yaml").path("tests")) {
      for (JsonNode one : test.path("alert_rule_test")) {
        if (!one.path("exp_alerts").isEmpty()) {
          tried.add(one.path("alertname").asText());
        }
      }
    }
    assertThat(tried).isEqualTo(rules);
  }

  private static List<Map<String, Object>> rules() throws IOException {
    Map<String, List<Map<String, List<Map<String, Object>>>>> file =
        new Yaml().load(Files.readString(FOLDER.resolve("alerts.yaml")));
    return file.get("groups").get(0).get("rules");
  }

  private static JsonNode tree(String name) throws IOException {
    Object read = new Yaml().load(Files.readString(FOLDER.resolve(name)));
    return new ObjectMapper().valueToTree(read);
  }

  private static String promtool(String... words) throws Exception {
    List<String> command = new java.util.ArrayList<>(List.of("promtool"));
    command.addAll(List.of(words));
    Process process =
        new ProcessBuilder(command).directory(FOLDER.toFile()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
