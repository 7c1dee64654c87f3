package io.drillbook.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The house as it is built. {@link PlantedViolationsTest} shows that each rule can fail. */
class ArchitectureTest {
  private static final Location TESTS =
      Location.of(ArchitectureTest.class.getProtectionDomain().getCodeSource().getLocation());
  private static final JavaClasses MAIN =
      new ClassFileImporter()
          .withImportOption(location -> !location.contains(TESTS.asURI().getPath()))
          .importPackages("io.drillbook");

  static Stream<String> rules() {
    return HouseRules.of("io.drillbook").keySet().stream();
  }

  @ParameterizedTest
  @MethodSource("rules")
  void the_house_keeps_the_rule(String name) {
    ArchRule rule = HouseRules.of("io.drillbook").get(name);
    rule.check(MAIN);
  }

  @Test
  void the_rules_see_the_classes_of_every_room() {
    assertThat(MAIN.size()).isGreaterThan(100);
    for (String room : List.of("domain", "spi", "usecase", "store", "engine", "driver")) {
      assertThat(
              MAIN.stream()
                  .filter(type -> type.getPackageName().startsWith("io.drillbook." + room)))
          .as(room)
          .isNotEmpty();
    }
  }

  @Test
  void sources_are_short_documented_and_leave_nothing_for_later() throws IOException {
    List<Path> sources = SourceRules.files(".java", "src/main/java", "delegates");
    List<String> problems = new ArrayList<>();
    for (Path source : sources) {
      problems.addAll(SourceRules.problems(source.toString(), Files.readString(source)));
    }
    assertThat(sources).hasSizeGreaterThan(100);
    assertThat(problems).isEmpty();
  }
}
