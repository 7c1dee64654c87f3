package io.drillbook.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The commands that README and docs tell people to type. */
final class DocumentedCommands {
  private DocumentedCommands() {}

  /**
   * A command line of a document.
   *
   * @param words without the leading {@code ./drillbook}
   */
  record Typed(Path document, List<String> words) {
    @Override
    public String toString() {
      return document + ": ./drillbook " + String.join(" ", words);
    }
  }

  static List<Typed> all() {
    try (Stream<Path> docs = Files.walk(Path.of("docs"))) {
      return Stream.concat(Stream.of(Path.of("README.md")), docs)
          .filter(path -> path.toString().endsWith(".md"))
          .sorted()
          .flatMap(path -> of(path).stream())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Typed> of(Path document) {
    List<Typed> found = new ArrayList<>();
    boolean inside = false;
    try {
      for (String line : Files.readAllLines(document)) {
        if (line.startsWith("```")) {
          inside = line.equals("```console");
        } else if (inside && line.startsWith("./drillbook ")) {
          found.add(
              new Typed(
                  document,
                  List.of(line.strip().split("\\s+"))
                      .subList(1, line.strip().split("\\s+").length)));
        } else if (inside && !line.isBlank() && !line.startsWith("#")) {
          throw new AssertionError(document + " has a console line that no test runs: " + line);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found;
  }
}
