package io.drillbook.driver.source.postgresql;

import io.drillbook.testbed.PostgresCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** A folder of client programs: the real ones, but for one that misbehaves. */
final class FakeTools {
  private FakeTools() {}

  /**
   * Programs of which one runs these lines of bash instead; {@code "$REAL" "$@"} calls the real
   * one.
   */
  static List<Path> with(Path folder, String program, String lines) {
    try {
      for (String name : List.of("pg_dump", "pg_dumpall", "pg_restore")) {
        Path real = PostgresCluster.programs().resolve(name);
        String body = name.equals(program) ? lines : "exec \"$REAL\" \"$@\"";
        Path script = folder.resolve(name);
        Files.writeString(
            script,
            """
            #!/bin/bash
            REAL=%s
            if [ "$1" = --version ] && [ -z "%s" ]; then exec "$REAL" "$@"; fi
            %s
            """
                .formatted(real, lines.contains("(PostgreSQL)") ? "own" : "", body));
        Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
      }
      return List.of(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
