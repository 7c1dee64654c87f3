package io.drillbook.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ModelLintIT {
  @Test
  void everyModelPassesTheLintWithoutAWarning() {
    NodeTools.Answer answer = NodeTools.lint(Models.files());
    assertThat(answer.text()).isBlank();
    assertThat(answer.exitCode()).isZero();
  }

  @Test
  void aModelWithAnEndThatNothingLeadsToIsCaught(@TempDir Path temp) throws IOException {
    Path bad = temp.resolve("bad.bpmn");
    Path good = Models.PROCESSES.resolve("shared/watch-schedule.bpmn");
    Files.writeString(bad, Models.text(good).replaceFirst("<bpmn:sequenceFlow [^>]*/>", ""));
    NodeTools.Answer answer = NodeTools.lint(List.of(bad));
    assertThat(answer.exitCode()).isNotZero();
    assertThat(answer.text()).contains("error");
  }

  @Test
  void whatTheEngineDoesNotKnowIsCaught(@TempDir Path temp) throws IOException {
    Path bad = temp.resolve("bad.bpmn");
    Path good = Models.PROCESSES.resolve("shared/watch-schedule.bpmn");
    Files.writeString(bad, Models.text(good).replace(" camunda:historyTimeToLive=\"P36500D\"", ""));
    NodeTools.Answer answer = NodeTools.lint(List.of(bad));
    assertThat(answer.exitCode()).isNotZero();
    assertThat(answer.text()).contains("history-time-to-live");
  }
}
