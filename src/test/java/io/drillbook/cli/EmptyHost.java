package io.drillbook.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A machine on which there is nothing but the program: the command line runs in a process of its
 * own, in an empty home and folder, with no environment but what is given.
 */
record EmptyHost(Path home, Map<String, String> environment) {
  /** What a command said, on both streams, and how it ended. */
  record Ran(int exit, String said) {}

  /** Runs it where nobody is at the terminal. */
  Ran run(List<String> words) {
    return run(command(words), "", "");
  }

  /** Runs it at a terminal, where somebody types a line once it was asked for. */
  Ran runAtTerminal(List<String> words, String question, String answer) {
    StringBuilder line = new StringBuilder();
    command(words).forEach(word -> line.append('\'').append(word).append("' "));
    return run(List.of("script", "-qec", line.toString(), "/dev/null"), question, answer);
  }

  /** What the commands left here. */
  List<Path> kept() {
    try (Stream<Path> files = Files.list(home)) {
      return files.toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> command(List<String> words) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-XX:TieredStopAtLevel=1",
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:-BytecodeVerificationRemote",
            "-XX:-UsePerfData",
            "-Duser.timezone=UTC"));
    command.addAll(List.of("-Duser.home=" + home, "-cp"));
    command.add(
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    command.add("io.drillbook.cli.Main");
    command.addAll(words);
    return command;
  }

  private Ran run(List<String> command, String question, String answer) {
    ProcessBuilder builder =
        new ProcessBuilder(command).directory(home.toFile()).redirectErrorStream(true);
    builder.environment().clear();
    builder.environment().put("PATH", "/usr/bin:/bin");
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      StringBuilder said = new StringBuilder();
      try (OutputStream in = process.getOutputStream()) {
        if (!answer.isEmpty()) {
          readUntil(process.getInputStream(), question, said);
          in.write((answer + "\n").getBytes(StandardCharsets.UTF_8));
          in.flush();
          readUntil(process.getInputStream(), "", said);
        }
      }
      readUntil(process.getInputStream(), "", said);
      return new Ran(process.waitFor(), said.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Up to some words, or to the end where none are given or they never come. */
  private static void readUntil(InputStream in, String words, StringBuilder said)
      throws IOException {
    while (words.isEmpty() || said.indexOf(words) < 0) {
      int next = in.read();
      if (next < 0) {
        return;
      }
      said.append((char) next);
    }
  }
}
