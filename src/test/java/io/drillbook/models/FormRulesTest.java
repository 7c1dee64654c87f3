package io.drillbook.models;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormRulesTest {
  /** Tasklist shows a form with any other component as an empty page. */
  private static final Set<String> WORKING =
      Set.of("text", "textfield", "textarea", "radio", "select", "iframe", "number", "checkbox");

  /** Answers that go into the record and steer nothing. */
  private static final Set<String> FOR_THE_RECORD = Set.of("reason", "note", "confirmTarget");

  @Test
  void everyFormKeepsTheRulesOfTheHouse() throws IOException {
    List<String> problems = new ArrayList<>();
    for (Path file : Models.filesBelow(Models.FORMS, ".form")) {
      problems.addAll(problems(Models.name(file), Models.text(file)));
    }
    assertThat(problems).isEmpty();
  }

  /** Each line plants one fault into a good form and names the problem that must be found. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "type": "textarea"      | "type": "filepicker"   | empty page
          "key": "approval"       | "key": "aproval"       | is no declared variable
          "id": "give-approval" | "id": "approve"        | is not the file name
          "text": "=briefing"     | "text": "Please click" | does not begin with what is asked
          "label": "Reason"       | "label": ""            | has no label
          """)
  void aFormThatBreaksARuleIsCaught(String good, String bad, String problem) throws IOException {
    String form = Models.text(Models.FORMS.resolve("shared/give-approval.form"));
    assertThat(form).contains(good);
    assertThat(problems("give-approval", form.replace(good, bad)))
        .anyMatch(found -> found.contains(problem));
  }

  @Test
  void everyFormIsAskedForBySomeModel() {
    String models = Models.files().stream().map(Models::text).collect(Collectors.joining());
    assertThat(Models.filesBelow(Models.FORMS, ".form"))
        .allMatch(file -> models.contains("camunda:formRef=\"" + Models.name(file) + "\""));
  }

  private static List<String> problems(String name, String json) throws IOException {
    JsonNode form = new ObjectMapper().readTree(json);
    List<String> problems = new ArrayList<>();
    if (!form.path("id").asText().equals(name)) {
      problems.add(name + ": its id is not the file name");
    }
    String first = form.path("components").path(0).path("text").asText();
    if (!first.equals("=briefing") && !first.matches("(?s)#{1,2} .*")) {
      problems.add(name + ": it does not begin with what is asked");
    }
    Set<String> known = new HashSet<>(ModelRulesTest.declared());
    known.addAll(FOR_THE_RECORD);
    for (JsonNode component : form.path("components")) {
      String type = component.path("type").asText();
      String key = component.path("key").asText();
      if (!WORKING.contains(type)) {
        problems.add(name + ": '" + type + "' turns the form into an empty page");
      }
      if (!key.isEmpty() && !known.contains(key.replaceAll("[0-9]+$", ""))) {
        problems.add(name + ": '" + key + "' is no declared variable");
      }
      if (!"text".equals(type) && component.path("label").asText().isBlank()) {
        problems.add(name + ": '" + key + "' has no label");
      }
    }
    return problems;
  }
}
