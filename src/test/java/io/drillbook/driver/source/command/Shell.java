package io.drillbook.driver.source.command;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The shell's own tools, which are not under test. */
final class Shell {
  private Shell() {}

  /** Runs a script and gives what it printed; anything but success is the test's own fault. */
  static String run(String script, String... arguments) {
    try {
      List<String> command = new ArrayList<>(List.of("bash", "-euc", script, "bash"));
      command.addAll(List.of(arguments));
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(text);
      }
      return text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
