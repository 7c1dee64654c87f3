package io.drillbook.runbooks;

import io.drillbook.testbed.GitServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The repositories that the example plans name, behind Git's own server program and a login. */
final class ExampleRepositories implements AutoCloseable {
  private static final Map<String, String> PERSON =
      Map.of(
          "GIT_AUTHOR_NAME", "Ada",
          "GIT_AUTHOR_EMAIL", "ada@example.org",
          "GIT_COMMITTER_NAME", "Ada",
          "GIT_COMMITTER_EMAIL", "ada@example.org");

  private final GitServer server;

  ExampleRepositories(Path root) throws IOException {
    Files.createDirectories(root);
    for (String name : List.of("candle", "payload")) {
      make(root, name);
    }
    server = GitServer.of(root);
  }

  private static void make(Path root, String name) throws IOException {
    String script =
        """
        git init -q -b main work && cd work
        echo 'resource "app" {}' > main.tf && git add . && git commit -qm first && git tag v1.0.0
        cd .. && git clone -q --bare work "$1.git" && rm -r work
        """;
    ProcessBuilder builder =
        new ProcessBuilder("bash", "-euc", script, "-", name).directory(root.toFile()).inheritIO();
    builder.environment().putAll(PERSON);
    try {
      if (builder.start().waitFor() != 0) {
        throw new IllegalStateException("unable to make a repository: '" + name + "'");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A plan with the address and the certificate of this machine's server. */
  String here(String plan) {
    return plan.replaceAll(
        "\"https://git\\.example\\.com/(\\w+)\\.git\"",
        "\"" + server.address("localhost") + "/$1.git\", ca-file: " + server.caFile());
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
