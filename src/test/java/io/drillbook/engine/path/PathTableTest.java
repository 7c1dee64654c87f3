package io.drillbook.engine.path;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.drillbook.domain.fault.Fault;
import io.drillbook.engine.path.PathTable.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PathTableTest {
  private static final Path OURS = Path.of("processes/incident/choose-path.dmn");

  @Test
  void theTableThatDrillbookBringsAnswersEveryCaseOnce() throws IOException {
    assertThat(PathTable.problems(Files.readAllBytes(OURS))).isEmpty();
  }

  /** Each line plants one fault into the good table and names what must be found, and where. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      textBlock =
          """
          hitPolicy="UNIQUE"             | hitPolicy="FIRST"               | decisionTable    | use the hit policy
          <text>"lost-media"</text>      | <text>"lost-medium"</text>      | decisionTable    | find a rule for: 'lost-media
          <text>"lost-data"</text>       | <text>"lost-data","unknown"</text> | rule_serverFailure | between two rules for: 'unknown
          <text>"if-planned"</text>      | <text>"perhaps"</text>          | rule_nothingAnswers | the output 'redeploy'
          <text>"beside"</text>          | <text>"none"</text>             | rule_configurationError | the output 'target'
          <text>false</text>             | <text>"no"</text>               | decisionTable    | Invalid value 'no'
          <text>"media"</text>           | <text>"Media Files"</text>      | rule_lostMedia   | the output 'sources'
          <text>sourcesAnswer</text>     | <text>moonPhase</text>          | input_sourcesAnswer | unable to take the input: 'moonPhase'
          </definitions>                 | ~~                              | ~~               | as XML
          """)
  void aFaultIsFoundWithItsLine(String good, String bad, String place, String problem)
      throws IOException {
    String dmn = Files.readString(OURS);
    assertThat(dmn).contains(good);
    int at = dmn.indexOf(good);
    String planted = dmn.substring(0, at) + bad + dmn.substring(at + good.length());
    assertThat(PathTable.problems(planted.getBytes(StandardCharsets.UTF_8)))
        .anySatisfy(
            found -> {
              assertThat(text(found)).contains(problem);
              assertThat(line(planted, found)).contains(place);
            });
  }

  @Test
  void aTableThatFetchesFilesIsRefused() {
    String evil =
        "<!DOCTYPE d [<!ENTITY x SYSTEM \"file:///etc/hostname\">]>\n<definitions>&x;</definitions>";
    assertThat(PathTable.problems(evil.getBytes(StandardCharsets.UTF_8)))
        .extracting(PathTableTest::text)
        .allSatisfy(found -> assertThat(found).contains("unable to read"))
        .isNotEmpty();
  }

  @Test
  void aTeamsOwnTableIsTakenWhereItIsGoodAndRefusedWithFileAndLineWhereNot(@TempDir Path folder)
      throws IOException {
    OwnTable table = new OwnTable(folder);
    assertThat(table.require()).isEmpty();
    Files.createDirectories(folder.resolve("tables"));
    String dmn =
        Files.readString(OURS).replace("<text>\"lost-media\"</text>", "<text>\"x\"</text>");
    Files.writeString(table.file(), dmn);
    assertThatThrownBy(table::require)
        .isInstanceOfSatisfying(
            Fault.class,
            fault -> assertThat(fault.hint()).contains(table.file() + ":").contains("lost-media"));
    Files.writeString(table.file(), Files.readString(OURS));
    assertThat(table.require()).hasValueSatisfying(own -> assertThat(own).isNotEmpty());
  }

  /** A file that ends too early is wrong behind its last line. */
  private static String line(String dmn, Problem problem) {
    List<String> lines = dmn.lines().toList();
    return lines.get(Math.min(problem.line(), lines.size()) - 1);
  }

  private static String text(Problem problem) {
    return problem.problem() + ". " + problem.expected();
  }
}
