package io.drillbook.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The canary: a rule that does not catch what is planted for it would catch nothing. */
class PlantedViolationsTest {
  private static final String ROOT = "io.drillbook.architecture.planted";
  private static final JavaClasses PLANTED = new ClassFileImporter().importPackages(ROOT);

  static Stream<String> rules() {
    return HouseRules.of(ROOT).keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void every_rule_catches_what_is_planted_for_it(String rule) {
    assertThat(evaluate(rule).hasViolation()).as(rule).isTrue();
  }

  @ParameterizedTest
  @CsvSource({
    "domain keeps to its rooms, domain.KnowsSpring",
    "domain is JDK only, org.springframework.core.Ordered",
    "no driver knows another, two.KnowsConfig",
    "web keeps to its rooms, web.KnowsDelegate",
    "the engine knows other rooms only to wire them, engine.KnowsStore",
    "Camunda stays in two rooms, cli.KnowsStore",
    "the engine's inside stays in engine, delegates.KnowsDriver",
    "names say what things are, RunManager",
    "the clock is injected, Instant.now()",
    "nobody sleeps, Thread.sleep",
    "nobody prints, System.out"
  })
  void the_message_names_the_culprit(String rule, String culprit) {
    assertThat(String.join("\n", evaluate(rule).getFailureReport().getDetails())).contains(culprit);
  }

  @Test
  void what_is_allowed_is_left_alone() {
    assertThat(rules())
        .allSatisfy(
            rule ->
                assertThat(String.join("\n", evaluate(rule).getFailureReport().getDetails()))
                    .doesNotContain("boot.Wiring", "<" + ROOT + ".spi.Port> depends"));
  }

  @Test
  void long_undocumented_and_unfinished_sources_are_caught() {
    String later = "TO" + "DO";
    assertThat(SourceRules.problems("Long.java", "// line\n".repeat(301))).hasSize(1);
    assertThat(SourceRules.problems("Bare.java", "package a;\n\npublic final class Bare {}\n"))
        .containsExactly("Bare.java has no Javadoc on Bare: say what it means");
    assertThat(
            SourceRules.problems(
                "Plain.java", "package a;\n\n/* no Javadoc */\npublic enum Plain {}"))
        .hasSize(1);
    assertThat(
            SourceRules.problems(
                "Header.java", "/** Licence. */\npackage a;\npublic enum Header {}"))
        .hasSize(1);
    assertThat(SourceRules.problems("Later.java", "// " + later + " tomorrow\n")).hasSize(1);
    assertThat(
            SourceRules.problems(
                "Good.java",
                "/** Said. */\n@SuppressWarnings(\"x\")\n@Configuration(\n    a = {\n  1,\n})\npublic class"
                    + " Good {}\n"))
        .isEmpty();
  }

  private static EvaluationResult evaluate(String rule) {
    return HouseRules.of(ROOT).get(rule).evaluate(PLANTED);
  }
}
