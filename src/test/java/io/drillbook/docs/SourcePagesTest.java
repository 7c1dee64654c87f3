package io.drillbook.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.assembly.Drivers;
import io.drillbook.domain.plan.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each page about a kind of source names every setting of it. */
class SourcePagesTest {
  private static final Path PAGES = Path.of("docs/reference/sources");

  static List<String> kinds() throws IOException {
    try (Stream<Path> pages = Files.list(PAGES)) {
      return pages
          .map(page -> page.getFileName().toString().replace(".md", ""))
          .filter(page -> !page.equals("README"))
          .sorted()
          .toList();
    }
  }

  @ParameterizedTest
  @MethodSource("kinds")
  void everySettingIsInTheTable(String kind) throws IOException {
    List<Setting> settings = Drivers.known(Path.of("/")).sources().get(kind);
    assertThat(settings).as("a page about a kind that there is not: '%s'", kind).isNotNull();
    String page = Files.readString(PAGES.resolve(kind + ".md"));
    assertThat(settings)
        .extracting(setting -> "`" + setting.key() + "`")
        .allSatisfy(key -> assertThat(page).contains(key));
  }
}
