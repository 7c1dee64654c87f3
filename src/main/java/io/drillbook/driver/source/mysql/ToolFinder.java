package io.drillbook.driver.source.mysql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.process.Command;
import io.drillbook.spi.step.Cancellation;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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
  private static final Pattern MARIADB = Pattern.compile("(\\d+\\.\\d+\\.\\d+-MariaDB)");
  private static final Pattern MYSQL = Pattern.compile("Ver (\\d+\\.\\d+\\.\\d+)");
  private static final Duration ANSWER = Duration.ofSeconds(10);

  private final List<Path> folders;

  /** Looks in these folders only, in this order. */
  ToolFinder(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** Looks along the PATH, then where packages put them. */
  static ToolFinder installed() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    Stream<String> usual = Stream.of("/usr/bin", "/usr/local/bin", "/usr/local/mysql/bin");
    return new ToolFinder(
        Stream.concat(Stream.of(path.split(File.pathSeparator)), usual)
            .filter(s -> !s.isBlank())
            .map(Path::of)
            .distinct()
            .toList());
  }

  /**
   * The oldest client of the server's own make that is not older than the server; without one of
   * its make, any of the other, which speaks to it but knows less of it.
   *
   * @throws Fault TOOL_MISSING naming what is needed and what is there
   */
  ClientTools fitting(boolean mariadb, Version atLeast, String need) {
    List<ClientTools> found = folders.stream().flatMap(folder -> look(folder).stream()).toList();
    List<ClientTools> own = found.stream().filter(tools -> tools.mariadb() == mariadb).toList();
    if (own.isEmpty() && !found.isEmpty()) {
      return found.get(0);
    }
    return own.stream()
        .filter(tools -> tools.number().compareTo(atLeast) >= 0)
        .min(Comparator.comparing(ClientTools::number))
        .orElseThrow(() -> missing(mariadb, need, found));
  }

  private static Fault missing(boolean mariadb, String need, List<ClientTools> found) {
    String have =
        found.isEmpty()
            ? "none is installed"
            : "installed: "
                + found.stream()
                    .map(ClientTools::words)
                    .distinct()
                    .collect(Collectors.joining(", "));
    return new Fault(
        FaultCode.TOOL_MISSING,
        "unable to find client programs for %s: '%s'".formatted(need, have),
        "Install the package %s of that version or newer."
            .formatted(mariadb ? "mariadb-client" : "mysql-client"));
  }

  private static List<ClientTools> look(Path folder) {
    List<ClientTools> found = new ArrayList<>();
    if (there(folder, "mariadb-dump", "mariadb")) {
      version(folder, "mariadb-dump", MARIADB)
          .ifPresent(version -> found.add(tools(true, version, folder)));
    }
    // Under MySQL's names there may be links to MariaDB's programs.
    if (there(folder, "mysqldump", "mysql")) {
      version(folder, "mysqldump", MYSQL)
          .ifPresent(version -> found.add(tools(false, version, folder)));
    }
    return found;
  }

  private static ClientTools tools(boolean mariadb, String version, Path folder) {
    return new ClientTools(mariadb, Version.in(version).orElseThrow(), version, folder);
  }

  private static boolean there(Path folder, String... names) {
    return Stream.of(names).allMatch(name -> Files.isExecutable(folder.resolve(name)));
  }

  private static Optional<String> version(Path folder, String program, Pattern pattern) {
    String said = said(folder.resolve(program));
    Matcher matcher = pattern.matcher(said);
    boolean wrongMake = pattern == MYSQL && said.contains("MariaDB");
    return !wrongMake && matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }

  private static String said(Path program) {
    List<String> words = List.of(program.toString(), "--no-defaults", "--version");
    try {
      return new Command(words, Map.of("LC_ALL", "C"), null, ANSWER)
          .run(new Cancellation())
          .output();
    } catch (Fault e) {
      // What cannot be started is not there for us.
      return "";
    }
  }
}
