package io.drillbook.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A gpg with a home of its own; close it to end its agent. */
public final class Gpg implements AutoCloseable {
  private final Path home;
  private final Path programs;

  /** The stock gpg of this machine. */
  public Gpg() {
    this(Path.of("/usr/bin"));
  }

  /** The gpg in this folder. */
  Gpg(Path programs) {
    this.programs = programs;
    try {
      // A short path: the agent's socket allows about a hundred characters.
      home = Files.createTempDirectory(Path.of("/tmp"), "gpg");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Exit code and both outputs of a program. */
  public record Ran(int exit, String output) {}

  public Path home() {
    return home;
  }

  /** Makes a key and exports it as {@code name.asc} and {@code name.private.asc}. */
  public void makeKey(
      Path folder, String name, String passphrase, String algorithm, String expires) {
    String user = name + "@example.com";
    ok("--passphrase", passphrase, "--quick-gen-key", user, algorithm, "default", expires);
    String encryption = algorithm.equals("ed25519") ? "cv25519" : algorithm;
    ok(
        "--passphrase",
        passphrase,
        "--quick-add-key",
        fingerprint(user),
        encryption,
        "encr",
        expires);
    ok("--armor", "--output", folder.resolve(name + ".asc").toString(), "--export", user);
    ok(
        "--passphrase",
        passphrase,
        "--armor",
        "--output",
        folder.resolve(name + ".private.asc").toString(),
        "--export-secret-keys",
        user);
  }

  public String fingerprint(String user) {
    return ok("--with-colons", "--list-keys", user)
        .lines()
        .filter(line -> line.startsWith("fpr"))
        .findFirst()
        .map(line -> line.split(":", -1)[9])
        .orElseThrow();
  }

  public String ok(String... arguments) {
    Ran ran = run(arguments);
    if (ran.exit() != 0) {
      throw new AssertionError("gpg " + Arrays.toString(arguments) + ": " + ran.output());
    }
    return ran.output();
  }

  public Ran run(String... arguments) {
    List<String> fixed =
        List.of(
            programs.resolve("gpg").toString(),
            "--homedir",
            home.toString(),
            "--batch",
            "--yes",
            "--pinentry-mode",
            "loopback");
    return exec(Stream.concat(fixed.stream(), Arrays.stream(arguments)).toList(), home);
  }

  /** Runs bash lines in a folder with this gpg home, failing at the first wrong one. */
  public Ran bash(Path folder, String script) {
    return exec(List.of("bash", "-euo", "pipefail", "-c", script), folder);
  }

  private Ran exec(List<String> command, Path folder) {
    try {
      ProcessBuilder builder =
          new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
      builder.environment().put("GNUPGHOME", home.toString());
      builder.environment().merge("PATH", programs.toString(), (path, own) -> own + ":" + path);
      Process process = builder.start();
      process.getOutputStream().close();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Ran(process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() {
    exec(List.of("gpgconf", "--homedir", home.toString(), "--kill", "all"), Path.of("/tmp"));
    try (Stream<Path> files = Files.walk(home)) {
      files.sorted(java.util.Comparator.reverseOrder()).forEach(file -> file.toFile().delete());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
