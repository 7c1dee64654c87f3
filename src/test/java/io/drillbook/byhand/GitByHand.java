package io.drillbook.byhand;

import io.drillbook.domain.plan.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** A repository with branches, a tag and a large file of Git LFS. */
final class GitByHand implements ByHandSource {
  private static final String MAKE =
      """
      git init -q -b trunk "$1"; cd "$1"; git lfs install --local >/dev/null
      git lfs track '*.mov' >/dev/null; head -c 200000 /dev/urandom > film.mov
      echo one > file; git add .; git commit -qm one; git tag -a v1 -m v1; git checkout -q -b side
      echo two > file; git commit -qam two; git checkout -q trunk
      """;
  private static final String DIGEST =
      "cd \"$1\"; git symbolic-ref HEAD; git show-ref --head;"
          + " find . -path '*lfs/objects/*' -type f | sed 's#.*/##' | sort";

  private final Path home;

  GitByHand() {
    try {
      home = Files.createTempDirectory("git-by-hand");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    bash(MAKE, home.resolve("code"));
  }

  @Override
  public String kind() {
    return "git";
  }

  @Override
  public Settings source() {
    return new Settings(Map.of("url", home.resolve("code").toString()));
  }

  @Override
  public Map<String, String> exports() {
    return Map.of("TARGET", home.resolve("back.git").toString());
  }

  @Override
  public String before() {
    return bash(DIGEST, home.resolve("code"));
  }

  @Override
  public String after(Path work) {
    return bash(DIGEST, home.resolve("back.git"));
  }

  private static String bash(String script, Path folder) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(
                  List.of("bash", "-euo", "pipefail", "-c", script, "-", folder.toString()))
              .redirectErrorStream(true);
      for (String who : List.of("AUTHOR", "COMMITTER")) {
        builder.environment().put("GIT_" + who + "_NAME", "Ada");
        builder.environment().put("GIT_" + who + "_EMAIL", "ada@example.org");
      }
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(output);
      }
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      FileSystemUtils.deleteRecursively(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
