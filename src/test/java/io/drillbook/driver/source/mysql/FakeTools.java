package io.drillbook.driver.source.mysql;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** Client programs that misbehave: scripts in a folder of their own. */
final class FakeTools {
  private FakeTools() {}

  /** The dumping program runs these lines of bash instead; {@code "$REAL" "$@"} is the real one. */
  static List<Path> dumping(Path folder, String version, String lines) {
    script(folder, "mariadb-dump", version, lines);
    script(folder, "mariadb", version, "exec \"$REAL\" \"$@\"");
    return List.of(folder);
  }

  /** The client runs these lines of bash instead. */
  static List<Path> restoring(Path folder, String lines) {
    script(folder, "mariadb-dump", "", "exec \"$REAL\" \"$@\"");
    script(folder, "mariadb", "", lines);
    return List.of(folder);
  }

  private static void script(Path folder, String program, String version, String lines) {
    try {
      Path script = folder.resolve(program);
      Files.writeString(
          script,
          """
          #!/bin/bash
          REAL=/usr/bin/%s
          if [[ " $* " == *" --version "* ]]; then
            if [[ -n "%s" ]]; then echo "%s"; exit 0; fi
            exec "$REAL" "$@"
          fi
          %s
          """
              .formatted(program, version, version, lines));
      Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
