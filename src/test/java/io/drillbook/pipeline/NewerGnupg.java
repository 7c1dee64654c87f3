package io.drillbook.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Assumptions;

/** GnuPG 2.4 beside the machine's own 2.2, unpacked once below {@code target}. */
final class NewerGnupg {
  private NewerGnupg() {}

  /** The folder of its programs; where it cannot be had, the test is skipped and says why. */
  static Path programs() {
    Path folder = Path.of("target/gnupg-2.4").toAbsolutePath();
    try {
      Path script = Files.createTempFile("newer-gnupg", ".sh");
      try (var in = NewerGnupg.class.getResourceAsStream("/newer-gnupg.sh")) {
        Files.write(script, in.readAllBytes());
      }
      Process process =
          new ProcessBuilder("bash", script.toString(), folder.toString())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      boolean there = process.waitFor() == 0;
      Files.delete(script);
      Assumptions.assumeTrue(
          there, () -> "GnuPG 2.4 cannot be had from Debian trixie on this machine: " + output);
      return folder.resolve("bin");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
