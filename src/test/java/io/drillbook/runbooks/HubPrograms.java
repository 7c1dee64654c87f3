package io.drillbook.runbooks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/** The programs of a hub that the example plan names, over folders instead of hubs. */
final class HubPrograms {
  private static final List<String> PARTS = List.of("manifests", "config");
  private static final String BEGIN =
      """
      #!/bin/sh
      set -eu
      if [ "$HUB_TOKEN" != hub-token ]; then echo "401 of $HUB_URL" >&2; exit 4; fi
      hub=@hubs@/${HUB_URL##*:}
      mkdir -p "$hub"
      """;

  private final Path hubs;

  HubPrograms(Path hubs, Path config) throws IOException {
    this.hubs = hubs;
    Path production = Files.createDirectories(hubs.resolve("3000"));
    for (String part : PARTS) {
      Files.writeString(production.resolve(part), "{\"of\": \"" + part + "\"}\n");
    }
    write(
        config.resolve("hub-cli"),
        """
        part=${1#*-}
        case "$1" in
          export-*) test "$2" = --output; cp "$hub/$part" "$3" ;;
          import-*) test "$2" = --input; cp "$3" "$hub/$part"; cp "$3" @hubs@/imported-"$part" ;;
          *) exit 2 ;;
        esac
        """);
    write(config.resolve("hub-is-empty.sh"), "test ! -e \"$hub/$1\"\n");
    write(config.resolve("hub-reset.sh"), "rm -f \"$hub/$1\"\n");
  }

  private void write(Path file, String script) throws IOException {
    Files.writeString(file, (BEGIN + script).replace("@hubs@", hubs.toString()));
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
  }

  /** Whether what was imported last is what the first hub has. */
  boolean agree() {
    return PARTS.stream()
        .allMatch(
            part -> {
              try {
                return Files.mismatch(hubs.resolve("3000").resolve(part), imported(part)) < 0;
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
  }

  private Path imported(String part) {
    return hubs.resolve("imported-" + part);
  }
}
