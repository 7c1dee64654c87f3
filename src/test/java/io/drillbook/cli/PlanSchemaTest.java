package io.drillbook.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.drillbook.assembly.Drivers;
import io.drillbook.config.JsonSchema;
import io.drillbook.config.TestKinds;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yaml.snakeyaml.Yaml;

class PlanSchemaTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @ParameterizedTest
  @CsvSource({"plan.schema.json", "drillbook.schema.json"})
  void theSchemaInTheDocumentationIsTheOneOfTheProgram(String name) throws IOException {
    Map<String, Object> schema =
        name.startsWith("plan")
            ? JsonSchema.ofPlan(Drivers.known(Path.of("/")))
            : JsonSchema.ofServer(Drivers.known(Path.of("/")));
    String generated = JSON.writerWithDefaultPrettyPrinter().writeValueAsString(schema) + "\n";
    Path file = Path.of("docs/reference", name);
    if ("yes".equals(System.getenv("DRILLBOOK_UPDATE"))) {
      Files.writeString(file, generated);
    }
    assertThat(Files.exists(file) ? Files.readString(file) : "")
        .as("run: DRILLBOOK_UPDATE=yes mvn test -Dtest=PlanSchemaTest")
        .isEqualTo(generated);
  }

  @Test
  void theExamplesOfTheContractAndOfInitAreValid() throws IOException {
    assertThat(plan(TestKinds.example("plan"))).isEmpty();
    assertThat(validate(JsonSchema.ofServer(TestKinds.kinds()), TestKinds.example("drillbook")))
        .isEmpty();
    assertThat(
            validate(
                JsonSchema.ofPlan(Drivers.known(Path.of("/"))),
                Files.readString(Path.of("src/main/resources/init/plans/shop.yaml"))))
        .isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "owner: | ovner:",
        "rto: 4h | rto: soon",
        "kind: postgresql | kind: postgres",
        "path: /srv/shop/media, | pad: /srv/shop/media,",
        "${SHOP_DB_PASSWORD} | hunter2",
        "encrypt-to: [ops, escrow] | encrypt-to: [ops]",
        "scenario: database-corruption | scenario: flood",
        "- http: | - htp:",
        "expect: 200 | expects: 200",
        "disposable: true | disposable: maybe",
        "uri: x | uri: x"
      })
  void whatIsWrongInAPlanIsWrongForAnEditorToo(String text, String replacement) throws IOException {
    String example = TestKinds.example("plan");
    String broken =
        text.equals(replacement)
            ? example.replace("{ url: postgresql://127.0.0.1:5433/shop", "{ uri: x")
            : example.replace(text, replacement);
    assertThat(broken).isNotEqualTo(example);
    assertThat(plan(broken)).isNotEmpty();
  }

  private static Set<ValidationMessage> plan(String yaml) {
    return validate(JsonSchema.ofPlan(TestKinds.kinds()), yaml);
  }

  private static Set<ValidationMessage> validate(Map<String, Object> schema, String yaml) {
    JsonNode tree = JSON.valueToTree(new Yaml().<Object>load(yaml));
    return JsonSchemaFactory.getInstance(VersionFlag.V202012)
        .getSchema(JSON.<JsonNode>valueToTree(schema))
        .validate(tree);
  }
}
