package io.drillbook.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** Not a check but a command: draws the models that changed and writes the pages of all. */
@EnabledIfSystemProperty(named = "drillbook.draw", matches = "true")
class DrawRunbooksIT {
  @Test
  void drawTheModelsThatChangedAndWriteThePages() throws IOException {
    Files.createDirectories(Pictures.FOLDER);
    String sums = Files.exists(Pictures.SUMS) ? Models.text(Pictures.SUMS) : "";
    List<Path> stale = Pictures.stale(Models.files(), sums);
    if (!stale.isEmpty()) {
      NodeTools.Answer answer = NodeTools.draw(stale, Pictures.FOLDER);
      assertThat(answer.exitCode()).as(answer.text()).isZero();
    }
    Files.writeString(Pictures.SUMS, Pictures.sums(Models.files()));
    Files.writeString(Pictures.INDEX, RunbookPage.index(Models.files()));
    for (Path model : Models.files()) {
      Files.writeString(Pictures.pageOf(model), RunbookPage.of(model));
    }
  }
}
