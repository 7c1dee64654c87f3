package io.drillbook.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.docs.DocumentedCommands.Typed;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the documents tell people to type is typed, with the launcher and the packaged jar. */
class DocsIT {
  /** Run by CI itself, or by a test of their own. */
  private static final Set<String> RUN_ELSEWHERE = Set.of("demo", "test", "bench");

  @TempDir Path folder;

  static Stream<Typed> commands() {
    return DocumentedCommands.all().stream()
        .filter(typed -> !RUN_ELSEWHERE.contains(typed.words().get(0)));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void theVerbAndItsOptionsExist(Typed typed) throws Exception {
    List<String> words = new ArrayList<>(typed.words());
    words.add("--help");
    assertThat(launch(words)).as(typed.toString()).contains("Usage: drillbook");
  }

  @Test
  void theFirstConfigurationIsMadeAndHolds() throws Exception {
    String config = folder.resolve("config").toString();
    launch(List.of("init", "--config", config));
    launch(List.of("plan", "check", config));
  }

  @Test
  void theDocumentsNameTheTwoCommands() {
    assertThat(DocumentedCommands.all())
        .extracting(typed -> String.join(" ", typed.words()))
        .contains("demo --once", "test", "init --config config", "serve --config config");
  }

  @Test
  void everyLinkWithinTheDocumentsLeadsSomewhere() throws Exception {
    List<String> broken = new ArrayList<>();
    try (Stream<Path> docs = Files.walk(Path.of("docs"));
        Stream<Path> all = Stream.concat(Stream.of(Path.of("README.md")), docs)) {
      for (Path document : all.filter(path -> path.toString().endsWith(".md")).toList()) {
        var links =
            java.util.regex.Pattern.compile("\\]\\(([^)#:]+)(#[^)]*)?\\)")
                .matcher(Files.readString(document));
        while (links.find()) {
          Path target = document.toAbsolutePath().getParent().resolve(links.group(1));
          if (!Files.exists(target)) {
            broken.add(document + " -> " + links.group(1));
          }
        }
      }
    }
    assertThat(broken).isEmpty();
  }

  private static String launch(List<String> words) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("bash", "drillbook"));
    command.addAll(words);
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(output).isZero();
    return output;
  }
}
