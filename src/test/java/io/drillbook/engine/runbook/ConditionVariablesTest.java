package io.drillbook.engine.runbook;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.models.Models;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.instance.ConditionExpression;
import org.junit.jupiter.api.Test;

class ConditionVariablesTest {
  private static final Pattern VARIABLE = Pattern.compile("(\\w+) ==");

  @Test
  void everyVariableThatAConditionReadsExistsFromTheStart() {
    Set<String> read = new TreeSet<>();
    for (Path file : Models.files()) {
      Models.model(Models.name(file)).getModelElementsByType(ConditionExpression.class).stream()
          .flatMap(condition -> VARIABLE.matcher(condition.getTextContent()).results())
          .forEach(match -> read.add(match.group(1)));
    }
    assertThat(read).hasSizeGreaterThan(5);
    assertThat(Variables.IN_CONDITIONS)
        .as("a condition on a variable that is missing fails instead of taking the default flow")
        .containsAll(read);
  }
}
