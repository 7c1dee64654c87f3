package io.drillbook.models;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RunbookPagesTest {
  private static final String DRAW = "draw and look at it again: " + Pictures.COMMAND;

  @Test
  void everyPictureIsDrawnFromTheModelAsItIsNow() {
    assertThat(Pictures.stale(Models.files(), Models.text(Pictures.SUMS))).as(DRAW).isEmpty();
  }

  @Test
  void aPictureOfAnOlderModelIsCaught() {
    List<Path> one = Models.files().subList(0, 1);
    String sums = Models.text(Pictures.SUMS);
    String first = sums.lines().findFirst().orElseThrow();
    assertThat(Pictures.stale(one, sums.replace(first, "0".repeat(64) + first.substring(64))))
        .isEqualTo(one);
  }

  @Test
  void everyPageSaysWhatItsModelSays() {
    assertThat(Models.text(Pictures.INDEX)).as(DRAW).isEqualTo(RunbookPage.index(Models.files()));
    for (Path model : Models.files()) {
      assertThat(Models.text(Pictures.pageOf(model))).as(DRAW).isEqualTo(RunbookPage.of(model));
    }
  }

  @Test
  void thereIsNoPageOrPictureOfARunbookThatIsGone() {
    List<String> known = Models.files().stream().map(Models::name).toList();
    assertThat(Models.filesBelow(Pictures.FOLDER, ".svg"))
        .allMatch(picture -> known.contains(Models.name(picture)));
    assertThat(Models.filesBelow(Pictures.FOLDER, ".md"))
        .allMatch(page -> page.equals(Pictures.INDEX) || known.contains(Models.name(page)));
  }
}
