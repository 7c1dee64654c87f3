package io.drillbook.spi.process;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** Finds programs as the system does when it starts one. */
public final class ProgramPath {
  private ProgramPath() {}

  /**
   * Checks that there is such a program.
   *
   * @param directory where a name with a slash in it is looked up; null for Drillbook's own
   * @param path folders where a name without one is looked up, as in {@code PATH}
   * @throws Fault TOOL_MISSING
   */
  public static void require(String program, Path directory, String path) {
    Path here = directory == null ? Path.of("") : directory;
    boolean found =
        program.contains("/")
            ? isProgram(here.resolve(program))
            : Stream.of(path.split(File.pathSeparator))
                .filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> isProgram(here.resolve(folder).resolve(program)));
    if (!found) {
      throw new Fault(
          FaultCode.TOOL_MISSING,
          "unable to start the program: '" + program + "'",
          "Check that it is installed and may be executed by Drillbook's user; a name without a"
              + " slash is looked up in PATH, another one from the configuration folder.");
    }
  }

  private static boolean isProgram(Path file) {
    return Files.isRegularFile(file) && Files.isExecutable(file);
  }
}
