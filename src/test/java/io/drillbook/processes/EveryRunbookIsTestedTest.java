package io.drillbook.processes;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.models.Models;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class EveryRunbookIsTestedTest {
  @Test
  void everyModelHasAClassThatTestsItsEvents() {
    Path tests = Path.of("src/test/java/io/drillbook/processes");
    List<String> forgotten =
        Models.files().stream().map(Models::name).filter(name -> !isTested(tests, name)).toList();
    assertThat(forgotten).as("models without a test of their name in %s", tests).isEmpty();
  }

  /** By a class that also counts the events which no test passes. */
  private static boolean isTested(Path tests, String model) {
    String file = testOf(model);
    if (!Files.exists(tests.resolve(file))) {
      return false;
    }
    try {
      String name = RunbookTest.class.getPackageName() + "." + file.replace(".java", "");
      return RunbookTest.class.isAssignableFrom(Class.forName(name));
    } catch (ClassNotFoundException e) {
      return false;
    }
  }

  private static String testOf(String model) {
    StringBuilder name = new StringBuilder();
    for (String word : model.split("-", -1)) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return name.append("Test.java").toString();
  }
}
