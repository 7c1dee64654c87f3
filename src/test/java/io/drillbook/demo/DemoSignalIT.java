package io.drillbook.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DemoSignalIT {
  /** No promise: the demo needs so much only on a machine that is busy with other things. */
  private static final Duration PATIENCE = Duration.ofMinutes(10);

  private static final Pattern FOLDER = Pattern.compile("/tmp/drillbook-demo-\\d+");

  @TempDir Path temp;

  @ParameterizedTest
  @CsvSource({"Starting the sample,TERM", "The shop is open,INT", "NOW IT IS YOUR TURN,INT"})
  void aSignalAtAnyTimeLeavesNothingRunning(String said, String signal) throws Exception {
    Path log = temp.resolve("demo.log");
    // What a shell starts in the background ignores SIGINT, and so do its children.
    List<String> command = new ArrayList<>(List.of("env", "--default-signal=INT"));
    command.addAll(DemoServer.drillbook("demo"));
    Process demo =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    List<ProcessHandle> parts = new ArrayList<>();
    try {
      await()
          .atMost(PATIENCE)
          .until(() -> Files.readString(log).contains(said) && demo.descendants().count() > 0);
      demo.descendants().forEach(parts::add);
      Path home = folder(parts);

      new ProcessBuilder("kill", "-" + signal, "" + demo.pid()).start().waitFor();

      assertThat(demo.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
      assertThat(demo.exitValue()).isEqualTo("INT".equals(signal) ? 130 : 143);
      await()
          .atMost(PATIENCE)
          .untilAsserted(() -> assertThat(parts).noneMatch(ProcessHandle::isAlive));
      assertThat(home).doesNotExist();
      assertThat(Files.readString(log)).doesNotContain("unable to", "Exception");
    } finally {
      demo.descendants().forEach(parts::add);
      demo.destroyForcibly();
      // Once it is gone, nobody else knows what it started.
      parts.forEach(ProcessHandle::destroyForcibly);
    }
  }

  /** The demo's folder, which every part has among its words. */
  private static Path folder(List<ProcessHandle> parts) {
    Matcher matcher =
        FOLDER.matcher(
            String.join(
                " ", parts.stream().map(part -> part.info().commandLine().orElse("")).toList()));
    assertThat(matcher.find()).isTrue();
    return Path.of(matcher.group());
  }
}
