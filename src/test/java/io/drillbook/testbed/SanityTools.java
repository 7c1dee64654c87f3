package io.drillbook.testbed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sanity's own packages for export and import, installed from their lock file below {@code target/}
 * and pointed at a stub of the API.
 */
public final class SanityTools {
  private static final Path SOURCE = Path.of("src/test/node/sanity");
  private static final Path HOME = Path.of("target", "node-sanity").toAbsolutePath();
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", "sanity.js");

  private SanityTools() {}

  /** What a program said, and how it ended. */
  public record Answer(int exitCode, String text) {}

  /** Where the program is that stands for Sanity's. */
  public static Path program() {
    install();
    return HOME.resolve("sanity.js");
  }

  /** What it must find in its environment. */
  public static Map<String, String> environment(SanityStub stub) {
    return Map.of("SANITY_API_HOST", stub.host(), "SANITY_AUTH_TOKEN", SanityStub.TOKEN);
  }

  /** Runs one of its commands. */
  public static Answer run(SanityStub stub, String... words) {
    List<String> command = new ArrayList<>(List.of("node", program().toString()));
    command.addAll(List.of(words));
    return run(command, environment(stub));
  }

  private static synchronized void install() {
    try {
      Path stamp = HOME.resolve("installed");
      String wanted = Files.readString(SOURCE.resolve("package-lock.json"));
      Files.createDirectories(HOME);
      for (String file : FILES) {
        Files.copy(SOURCE.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
      if (Files.exists(stamp) && Files.readString(stamp).equals(wanted)) {
        return;
      }
      Answer answer =
          run(List.of("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"), Map.of());
      if (answer.exitCode() != 0) {
        throw new IllegalStateException(answer.text());
      }
      Files.writeString(stamp, wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Answer run(List<String> command, Map<String, String> environment) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).directory(HOME.toFile());
      builder.environment().putAll(environment);
      Process process = builder.redirectErrorStream(true).start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Answer(process.waitFor(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
