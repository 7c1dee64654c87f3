package io.drillbook.spi.postgresql;

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

/** Finds the installed programs of PostgreSQL and chooses those that fit a server. */
public final class ToolFinder {
  private static final Pattern VERSION = Pattern.compile("\\(PostgreSQL\\) ((\\d+)\\S*.*)");
  private static final long ANSWER_SECONDS = 10;

  private final List<Path> folders;
  private final List<String> programs;

  /**
   * Looks in these folders only, in this order.
   *
   * @param programs that must all be in one folder; the first is asked for its version
   */
  public ToolFinder(List<Path> folders, List<String> programs) {
    this.folders = List.copyOf(folders);
    this.programs = List.copyOf(programs);
  }

  /** Looks where Debian and the PostgreSQL project's packages put them, then along the PATH. */
  public static ToolFinder installed(List<String> programs) {
    List<Path> folders = new ArrayList<>();
    folders.addAll(below(Path.of("/usr/lib/postgresql"), "*"));
    folders.addAll(below(Path.of("/usr"), "pgsql-*"));
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Stream.of(path.split(File.pathSeparator))
        .filter(s -> !s.isBlank())
        .map(Path::of)
        .forEach(folders::add);
    return new ToolFinder(folders, programs);
  }

  /**
   * The oldest client that is not older than the server: an older one refuses, and the nearest
   * writes what the server's own version reads.
   *
   * @throws Fault TOOL_MISSING naming both versions
   */
  public ClientTools atLeast(int serverMajor, String need) {
    List<ClientTools> found = found();
    return found.stream()
        .filter(tools -> tools.major() >= serverMajor)
        .min(Comparator.comparingInt(ClientTools::major))
        .orElseThrow(
            () ->
                missing(
                    need,
                    found,
                    "Install the package postgresql-client-%d or newer.".formatted(serverMajor)));
  }

  /**
   * The programs of this very version: a server reads data files of its own version only.
   *
   * @throws Fault TOOL_MISSING naming both versions
   */
  public ClientTools exactly(int major, String need) {
    List<ClientTools> found = found();
    return found.stream()
        .filter(tools -> tools.major() == major)
        .findFirst()
        .orElseThrow(
            () -> missing(need, found, "Install the package postgresql-%d here.".formatted(major)));
  }

  private List<ClientTools> found() {
    return folders.stream().flatMap(folder -> look(folder).stream()).toList();
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

  private static Fault missing(String need, List<ClientTools> found, String hint) {
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
        "unable to find PostgreSQL's programs for %s: '%s'".formatted(need, have),
        hint);
  }

  private Optional<ClientTools> look(Path folder) {
    boolean complete = programs.stream().allMatch(name -> Files.isExecutable(folder.resolve(name)));
    return complete ? version(folder) : Optional.empty();
  }

  private Optional<ClientTools> version(Path folder) {
    List<String> command = List.of(folder.resolve(programs.get(0)).toString(), "--version");
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
