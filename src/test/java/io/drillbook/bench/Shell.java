package io.drillbook.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs pipelines as a team would have them in a script; with pipefail, to be fair to them. */
final class Shell {
  private final Path folder;
  private final Map<String, String> environment = new HashMap<>();

  Shell(Path folder, Map<String, String> more) throws Exception {
    this.folder = Files.createDirectories(folder);
    environment.put("GNUPGHOME", folder.resolve("gnupg").toString());
    environment.put("RESTIC_PASSWORD", "bench");
    environment.put("RESTIC_REPOSITORY", folder.resolve("restic").toString());
    environment.put("RESTIC_CACHE_DIR", folder.resolve("cache").toString());
    environment.put(
        "ENCRYPT",
        "gpg --batch --quiet --yes --trust-model always --encrypt --recipient backup@example.com");
    environment.putAll(more);
    run(
        """
        mkdir -p vault && mkdir -m 700 gnupg
        gpg --batch --quiet --passphrase '' --quick-generate-key backup@example.com default default never
        """);
  }

  Path folder() {
    return folder;
  }

  void run(String script) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(List.of("bash", "-euo", "pipefail", "-c", script))
            .directory(folder.toFile())
            .inheritIO();
    builder.environment().putAll(environment);
    int code = builder.start().waitFor();
    if (code != 0) {
      throw new IllegalStateException("the pipeline ended with " + code + ": " + script);
    }
  }

  /** Throws away what the disk owes, so that nobody pays for the one before. */
  void settle() throws IOException, InterruptedException {
    new ProcessBuilder("sync").start().waitFor();
  }
}
