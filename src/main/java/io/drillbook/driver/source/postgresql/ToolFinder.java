package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.step.Cancellation;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds the installed client programs and chooses those that fit a server. */
final class ToolFinder {
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)\\S*.*)");
  private static final long ANSWER_SECONDS = 10;

  private final List<Path> folders;

  /** Looks in these folders only, in this order. */
  ToolFinder(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** Looks where Debian and the PostgreSQL project's packages put them, then along the PATH. */
  static ToolFinder installed() {
    List<Path> folders = new ArrayList<>();
    folders.addAll(below(Path.of("/usr/lib/postgresql"), "*"));
    folders.addAll(below(Path.of("/usr"), "pgsql-*"));
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Stream.of(path.split(File.pathSeparator))
        .filter(s -> !s.isBlank())
        .map(Path::of)
        .forEach(folders::add);
    return new ToolFinder(folders);
  }

  /**
   * The oldest client that is not older than the server: an older one refuses, and the nearest
   * writes what the server's own version reads.
   *
   * @throws Fault TOOL_MISSING naming both versions
   */
  ClientTools atLeast(int serverMajor, String need) {
    List<ClientTools> found = folders.stream().flatMap(folder -> look(folder).stream()).toList();
    return found.stream()
        .filter(tools -> tools.major() >= serverMajor)
        .min(Comparator.comparingInt(ClientTools::major))
        .orElseThrow(() -> missing(serverMajor, need, found));
  }

  /** A folder that may not be listed holds no program for us; the PATH is still asked. */
  private static List<Path> below(Path parent, String glob) {
    List<Path> folders = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, glob)) {
      found.forEach(folder -> folders.add(folder.resolve("bin")));
    } catch (IOException | DirectoryIteratorException e) {
      return List.of();
    }
    return folders;
  }

  private static Fault missing(int serverMajor, String need, List<ClientTools> found) {
    String have =
        found.isEmpty()
            ? "none is installed"
            : "installed: "
                + found.stream()
                    .map(ClientTools::version)
                    .distinct()
                    .collect(Collectors.joining(", "));
    return new Fault(
        FaultCode.TOOL_MISSING,
        "unable to find client programs for %s: '%s'".formatted(need, have),
        "Install the package postgresql-client-%d or newer.".formatted(serverMajor));
  }

  private static Optional<ClientTools> look(Path folder) {
    boolean complete =
        Stream.of("pg_dump", "pg_dumpall", "pg_restore")
            .allMatch(name -> Files.isExecutable(folder.resolve(name)));
    return complete ? version(folder) : Optional.empty();
  }

  private static Optional<ClientTools> version(Path folder) {
    List<String> command = List.of(folder.resolve("pg_dump").toString(), "--version");
    try (ChildProcess child =
            ChildProcess.start(command, Map.of("LC_ALL", "C"), null, new Cancellation());
        InputStream output = child.output()) {
      String said = new String(output.readAllBytes(), StandardCharsets.UTF_8).strip();
      Matcher matcher = VERSION.matcher(said);
      return child.await(ANSWER_SECONDS) && matcher.find()
          ? Optional.of(
              new ClientTools(Integer.parseInt(matcher.group(2)), matcher.group(1), folder))
          : Optional.empty();
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
