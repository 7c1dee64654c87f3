package io.drillbook.demo;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Finds the PostgreSQL server's programs where Debian's packages put them. */
final class PostgresPrograms {
  private static final Path VERSIONS = Path.of("/usr/lib/postgresql");

  private PostgresPrograms() {}

  /** The folder of the newest version. */
  static Path newest() {
    if (!Files.isDirectory(VERSIONS)) {
      throw missing();
    }
    try (Stream<Path> folders = Files.list(VERSIONS)) {
      return folders
          .map(folder -> folder.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("initdb")))
          .max(Comparator.comparingInt(PostgresPrograms::version))
          .orElseThrow(PostgresPrograms::missing);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static int version(Path bin) {
    String digits = bin.getParent().getFileName().toString().replaceAll("\\D.*", "");
    return digits.isEmpty() ? 0 : Integer.parseInt(digits);
  }

  private static Fault missing() {
    return new Fault(
        FaultCode.TOOL_MISSING,
        "unable to find PostgreSQL's server programs: '" + VERSIONS + "'",
        "Install them: apt-get install postgresql");
  }
}
