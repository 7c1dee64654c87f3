package io.drillbook.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The page about bugs of other tools names tests that there are, for each row. */
class BugRowsTest {
  private static final Path PAGE = Path.of("docs/reference/bug-rows.md");
  private static final Path TESTS = Path.of("src/test/java");
  private static final int ROWS = 33;
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| (\\d+) \\|([^|]*)\\|([^|]*)\\|(.*)\\|$");
  private static final Pattern NAMED = Pattern.compile("`(\\w+)#(\\w+)`");

  @Test
  void everyRowNamesTestsThatThereAre() throws IOException {
    assertThat(problems(Files.readString(PAGE))).isEmpty();
  }

  /** Each line plants one fault into the page and names the problem that must be found. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          CaptureIT#nothingIsCommittedWhileTheDriverStillRuns | CaptureIT#nothingIsCommitted | no test nothingIsCommitted
          `WrongKeyIT#aSwapped                | `WrongKeyTest#aSwapped         | no class WrongKeyTest
          `ExpiryGuardTest#bug_9              | `ExpiryGuardTest#at            | no test
          MemberStreamTest#twoMessagesOneAfterTheOtherAreNotOne | MemberStreamTest#random | no test random
          """)
  void aWrongNameIsCaught(String good, String bad, String problem) throws IOException {
    String page = Files.readString(PAGE);
    assertThat(page).contains(good);
    assertThat(problems(page.replace(good, bad))).anyMatch(found -> found.contains(problem));
  }

  @Test
  void aRowThatIsLostOrProvesNothingIsCaught() throws IOException {
    String page = Files.readString(PAGE);
    assertThat(problems(page.replace("\n| 19 |", "\n19 |"))).contains("row 19 is missing");
    String bare = page.replaceAll("(?m)^(\\| 29 \\|[^|]*\\|[^|]*\\|).*$", "$1 we are careful |");
    assertThat(problems(bare)).contains("row 29 names no test, and no reason for none");
  }

  private static List<String> problems(String page) throws IOException {
    Map<Integer, MatchResult> rows =
        ROW.matcher(page)
            .results()
            .collect(Collectors.toMap(row -> Integer.parseInt(row.group(1)), row -> row));
    List<String> problems = new ArrayList<>();
    for (int number = 1; number <= ROWS; number++) {
      MatchResult row = rows.get(number);
      if (row == null) {
        problems.add("row " + number + " is missing");
      } else if (!row.group(4).matches(".*(`\\w+#\\w+`|no test: ).*")) {
        problems.add("row " + number + " names no test, and no reason for none");
      }
    }
    for (MatchResult named : NAMED.matcher(page).results().toList()) {
      problem(named.group(1), named.group(2)).ifPresent(problems::add);
    }
    return problems;
  }

  private static Optional<String> problem(String simple, String method) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(TESTS)) {
      files = all.filter(file -> file.endsWith(simple + ".java")).toList();
    }
    if (files.size() != 1) {
      return Optional.of(files.isEmpty() ? "no class " + simple : "several classes " + simple);
    }
    String name = TESTS.relativize(files.get(0)).toString().replace('/', '.');
    try {
      Class<?> found =
          Class.forName(
              name.substring(0, name.length() - ".java".length()),
              false,
              BugRowsTest.class.getClassLoader());
      return Arrays.stream(found.getDeclaredMethods())
              .filter(it -> it.getName().equals(method))
              .anyMatch(BugRowsTest::isTest)
          ? Optional.empty()
          : Optional.of("no test " + method + " in " + simple);
    } catch (ClassNotFoundException e) {
      return Optional.of("no class " + simple + ": " + e.getMessage());
    }
  }

  private static boolean isTest(Method method) {
    return method.isAnnotationPresent(Test.class)
        || method.isAnnotationPresent(ParameterizedTest.class);
  }
}
