package io.drillbook.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Rules about the build and about what must never be in a repository. */
class BuildRulesTest {
  private static final Pattern VERSION = Pattern.compile("<(?:[a-z0-9-]+\\.)?version>([^<]*)</");
  private static final Pattern SECRET =
      Pattern.compile(
          "-----BEGIN (?:RSA |EC |OPENSSH |PGP )?PRIVATE KEY"
              + "|AKIA[0-9A-Z]{16}"
              + "|(?i:password|passphrase|secret-key)\\s*[:=]\\s*[\"']?[A-Za-z0-9+/]{12,}[\"']?\\s*$",
          Pattern.MULTILINE);

  @Test
  void the_build_takes_every_version_pinned() throws IOException {
    assertThat(floating(Files.readString(Path.of("pom.xml")))).isEmpty();
  }

  @Test
  void a_floating_version_is_caught() {
    assertThat(floating("<version>LATEST</version><a.version>[1,2)</a.version>"))
        .containsExactly("LATEST", "[1,2)");
    assertThat(floating("<version>1.0-SNAPSHOT</version><b.version>1.+</b.version>")).hasSize(2);
    assertThat(floating("<version>1.2.3</version><x.version>${y.version}</x.version>")).isEmpty();
  }

  @Test
  void no_file_holds_what_looks_like_a_secret() throws IOException {
    List<String> found = new ArrayList<>();
    for (Path file : repositoryFiles()) {
      secretIn(Files.readString(file)).ifPresent(what -> found.add(file + ": " + what));
    }
    assertThat(repositoryFiles()).hasSizeGreaterThan(50);
    assertThat(found).isEmpty();
  }

  @Test
  void a_secret_is_caught() {
    assertThat(secretIn("key: AKIA" + "ABCDEFGHIJKLMNOP")).isPresent();
    assertThat(secretIn("x\n-----BEGIN " + "PRIVATE KEY-----")).isPresent();
    assertThat(secretIn("password: hunter2" + "hunter2\n")).isPresent();
    assertThat(secretIn("password: ${SHOP_DB_PASSWORD}\n")).isEmpty();
  }

  private static List<String> floating(String pom) {
    return VERSION
        .matcher(pom)
        .results()
        .map(match -> match.group(1))
        .filter(
            version ->
                !version.matches("\\$\\{[a-z0-9.-]+}|[0-9]+(\\.[0-9A-Za-z-]+)*")
                    || version.endsWith("SNAPSHOT"))
        .toList();
  }

  private static Optional<String> secretIn(String text) {
    Matcher matcher = SECRET.matcher(text);
    return matcher.find() ? Optional.of(matcher.group()) : Optional.empty();
  }

  private static List<Path> repositoryFiles() {
    List<Path> files = new ArrayList<>();
    for (String ending : List.of(".java", ".yaml", ".yml", ".xml", ".sql", ".md", ".properties")) {
      files.addAll(
          SourceRules.files(ending, "src/main", "delegates", "processes", "forms", "docs", ".ci"));
    }
    return files;
  }
}
