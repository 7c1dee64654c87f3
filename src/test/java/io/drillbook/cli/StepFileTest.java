package io.drillbook.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tables of steps as spreadsheets write them. */
class StepFileTest {
  @TempDir Path temp;

  private List<Map<String, String>> read(String text) throws Exception {
    return StepFile.read(Files.writeString(temp.resolve("steps.csv"), text));
  }

  @Test
  void aTableOfAnySpreadsheetIsRead() throws Exception {
    assertThat(
            read(
                String.join(
                    "\r\n",
                    "\uFEFFStep,Began,Ended,By,Note",
                    "\"Restore \"\"db\"\", by hand\",2026-11-21T10:00:00Z,,Olga,\"two\nlines\"",
                    ",,,,",
                    "Call,2026-11-21 10:05,2026-11-21 10:06,Pjotr,")))
        .containsExactly(
            Map.of(
                "step", "Restore \"db\", by hand",
                "began", "2026-11-21T10:00:00Z",
                "ended", "",
                "by", "Olga",
                "note", "two\nlines"),
            Map.of(
                "step", "Call",
                "began", "2026-11-21 10:05",
                "ended", "2026-11-21 10:06",
                "by", "Pjotr",
                "note", ""));
    assertThat(read("by;step;began\nOlga;\"Call; wait\";2026-11-21T10:00:00Z\n"))
        .containsExactly(
            Map.of("by", "Olga", "step", "Call; wait", "began", "2026-11-21T10:00:00Z"));
  }

  @Test
  void whatIsNoSuchTableIsRefusedWithItsReason() throws Exception {
    assertThatThrownBy(() -> read("")).hasMessageContaining("it is empty");
    assertThatThrownBy(() -> read("step,began,who\n")).hasMessageContaining("first line is");
    assertThatThrownBy(() -> read("step,began,by,by\n")).hasMessageContaining("first line is");
    assertThatThrownBy(() -> read("step,began\nx,y\n")).hasMessageContaining("first line is");
    assertThatThrownBy(() -> read("step,began,by\nx,y,z\nx,y\n"))
        .hasMessageContaining("row 2 has 2 cells instead of 3");
    Path latin = temp.resolve("latin.csv");
    Files.write(latin, "step,began,by\nPrüfen,y,z\n".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> StepFile.read(latin)).hasMessageContaining("not UTF-8");
    assertThatThrownBy(() -> StepFile.read(temp.resolve("none.csv")))
        .hasMessageContaining("unable to read");
  }
}
