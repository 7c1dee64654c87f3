package io.drillbook.models;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * The tools that check and draw models, installed from their lock file below {@code target/}. What
 * is installed already is used again, so that a second run needs no network.
 */
final class NodeTools {
  private static final Path SOURCE = Path.of("src/test/node");
  private static final Path HOME = Path.of("target", "node-tools").toAbsolutePath();
  private static final List<String> FILES =
      List.of("package.json", "package-lock.json", ".bpmnlintrc");

  private NodeTools() {}

  /** What a program said, and how it ended. */
  record Answer(int exitCode, String text) {}

  /** Lints models; any warning counts as a failure. */
  static Answer lint(List<Path> models) {
    return node("node_modules/bpmnlint/bin/bpmnlint.js", List.of("--max-warnings=0"), models, "");
  }

  /** Draws models as SVG into a folder, one picture of the same name each. */
  static Answer draw(List<Path> models, Path folder) {
    return node(
        "node_modules/bpmn-to-image/cli.js",
        List.of("--no-footer", "--no-title"),
        models,
        ":" + folder.toAbsolutePath() + "/%s.svg");
  }

  private static Answer node(
      String script, List<String> options, List<Path> models, String argument) {
    install();
    List<String> command = new ArrayList<>(List.of("node", script));
    command.addAll(options);
    for (Path model : models) {
      command.add(model.toAbsolutePath() + argument.formatted(Models.name(model)));
    }
    return run(command);
  }

  private static synchronized void install() {
    try {
      Path stamp = HOME.resolve("installed");
      String wanted = Models.text(SOURCE.resolve("package-lock.json"));
      Files.createDirectories(HOME);
      for (String file : FILES) {
        Files.copy(SOURCE.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
      }
      if (Files.exists(stamp) && Models.text(stamp).equals(wanted)) {
        return;
      }
      Answer answer =
          run(
              List.of(
                  "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"));
      if (answer.exitCode() != 0) {
        throw new IllegalStateException("unable to install the model tools: " + answer.text());
      }
      writeChromium();
      Files.writeString(stamp, wanted);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Chromium refuses root without this flag, and the drawing tool cannot pass it. */
  private static void writeChromium() throws IOException {
    Path wrapper = HOME.resolve("chromium");
    Files.writeString(wrapper, "#!/bin/sh\nexec chromium --no-sandbox \"$@\"\n");
    Files.setPosixFilePermissions(wrapper, PosixFilePermissions.fromString("rwxr-xr-x"));
  }

  private static Answer run(List<String> command) {
    try {
      Path output = Files.createTempFile("node-tools", ".txt");
      ProcessBuilder builder = new ProcessBuilder(command);
      builder.directory(HOME.toFile()).redirectErrorStream(true).redirectOutput(output.toFile());
      builder
          .environment()
          .putAll(
              Map.of(
                  "PUPPETEER_SKIP_DOWNLOAD",
                  "1",
                  "PUPPETEER_EXECUTABLE_PATH",
                  HOME.resolve("chromium").toString()));
      Process process = builder.start();
      try {
        if (!process.waitFor(5, TimeUnit.MINUTES)) {
          throw new IllegalStateException("unable to wait any longer for: '" + command + "'");
        }
        return new Answer(process.exitValue(), Files.readString(output, StandardCharsets.UTF_8));
      } finally {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        Files.delete(output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(
          "unable to run: '" + command.get(0) + "'. HINT: install nodejs and npm.", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
