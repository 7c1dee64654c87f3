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
        Models.files().stream()
            .map(Models::name)
            .filter(name -> !Files.exists(tests.resolve(testOf(name))))
            .toList();
    assertThat(forgotten).as("models without a test of their name in %s", tests).isEmpty();
  }

  private static String testOf(String model) {
    StringBuilder name = new StringBuilder();
    for (String word : model.split("-", -1)) {
      name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1));
    }
    return name.append("Test.java").toString();
  }
}
