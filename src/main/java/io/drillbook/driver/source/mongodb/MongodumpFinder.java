package io.drillbook.driver.source.mongodb;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.process.Command;
import io.drillbook.spi.step.Cancellation;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Finds the program mongodump. */
final class MongodumpFinder {
  private static final String PROGRAM = "mongodump";
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  private final List<Path> folders;

  MongodumpFinder(List<Path> folders) {
    this.folders = List.copyOf(folders);
  }

  /** A finder that looks where this machine's programs are. */
  static MongodumpFinder installed() {
    String path = System.getenv().getOrDefault("PATH", "");
    return new MongodumpFinder(
        Arrays.stream(path.split(File.pathSeparator))
            .filter(folder -> !folder.isEmpty())
            .map(Path::of)
            .toList());
  }

  /**
   * Its path.
   *
   * @throws Fault TOOL_MISSING
   */
  String program() {
    return folders.stream()
        .map(folder -> folder.resolve(PROGRAM))
        .filter(Files::isExecutable)
        .map(Path::toString)
        .findFirst()
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.TOOL_MISSING,
                    "unable to find the program: '" + PROGRAM + "'",
                    "Install MongoDB's database tools, or leave the setting 'tool' out."));
  }

  /** What it says of its version, in one line. */
  String version() {
    Command.Outcome said =
        new Command(List.of(program(), "--version"), Map.of(), null, PATIENCE)
            .run(new Cancellation());
    return said.output().lines().findFirst().orElse(PROGRAM);
  }
}
