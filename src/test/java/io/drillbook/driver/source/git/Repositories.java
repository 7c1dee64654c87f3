package io.drillbook.driver.source.git;

import io.drillbook.domain.plan.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes repositories and says what is in them, with the git of this machine. */
final class Repositories {
  private static final Map<String, String> PERSON =
      Map.of(
          "GIT_AUTHOR_NAME", "Ada",
          "GIT_AUTHOR_EMAIL", "ada@example.org",
          "GIT_COMMITTER_NAME", "Ada",
          "GIT_COMMITTER_EMAIL", "ada@example.org",
          "GIT_CONFIG_GLOBAL", "/dev/null",
          "GIT_CONFIG_NOSYSTEM", "1");

  private Repositories() {}

  static Settings settings(Path path) {
    return new Settings(Map.of("url", path.toString()));
  }

  /** Runs a script in bash, its arguments as $1 ...; gives what it wrote. */
  static String bash(String script, Object... arguments) {
    List<String> command = new ArrayList<>(List.of("bash", "-euo", "pipefail", "-c", script, "-"));
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().putAll(PERSON);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(script + " failed: " + output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Everything that a repository can hold and a copy can lose. */
  static void zoo(Path path) {
    bash(
        """
        git init -q -b trunk "$1"; cd "$1"
        head -c 300000 /dev/urandom > noise.bin; printf 'run' > run.sh; chmod +x run.sh; ln -s run.sh link
        git add .; git commit -qm first
        git tag light; git tag -a v1 -m 'the first'
        git checkout -q -b 'side/ärger'; echo side > side; git add .; git commit -qm side
        git checkout -q trunk; echo more >> run.sh; git commit -qam second
        git merge -q -m merged 'side/ärger'
        git notes add -m 'seen by QA'
        git rm -q noise.bin; git commit -qm 'without noise'
        git update-ref refs/keep/blob "$(echo alone | git hash-object -w --stdin)"
        git checkout -q -b other; git checkout -q trunk; git tag -s -h >/dev/null 2>&1 || true
        echo dirty > not-committed
        """,
        path);
  }

  /** Says what is in a repository, or in whatever else is there. */
  static String digest(Path path) {
    boolean isRepository = Files.exists(path.resolve("HEAD")) || Files.exists(path.resolve(".git"));
    return isRepository
        ? bash(
            "cd \"$1\"; git symbolic-ref HEAD || true; git show-ref --head || true;"
                + " git rev-list --objects --all | sort | sha256sum",
            path)
        : bash("cd \"$1\"; find . -type f | sort | xargs -d '\\n' -r sha256sum", path);
  }
}
