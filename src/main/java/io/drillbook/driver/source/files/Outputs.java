package io.drillbook.driver.source.files;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
import io.drillbook.spi.process.ChildProcess;
import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Programs whose output is captured as a file: short ones, such as the list of installed packages.
 * Without a shell, with PATH, HOME and LANG only.
 *
 * @param directory where they run: the configuration's folder
 */
record Outputs(Path directory) {
  private static final int MOST = 16 * 1024 * 1024;

  /**
   * Runs them all, one after the other.
   *
   * @throws Fault CAPTURE_FAILED where one ends with another exit code than 0, writes nothing, or
   *     takes too long; TOOL_MISSING
   */
  Map<String, byte[]> run(FilesSettings settings, Cancellation cancellation) {
    Map<String, byte[]> outputs = new TreeMap<>();
    settings
        .outputs()
        .forEach((name, words) -> outputs.put(name, run(words, settings, cancellation)));
    return outputs;
  }

  private byte[] run(List<String> words, FilesSettings settings, Cancellation cancellation) {
    AtomicBoolean late = new AtomicBoolean();
    CountDownLatch over = new CountDownLatch(1);
    try (ChildProcess child =
        ChildProcess.startGroup(words, environment(), directory, cancellation)) {
      watch(child, settings.limit().toMillis(), over, late);
      byte[] output = read(child);
      int code = child.await();
      over.countDown();
      cancellation.check();
      if (late.get()) {
        throw failed(
            words, "it still ran after " + Durations.inWords(settings.limit()), child.errors());
      }
      if (code != 0) {
        throw failed(words, "it ended with exit code " + code, child.errors());
      }
      if (output.length == 0 || output.length > MOST) {
        throw failed(words, "it wrote " + (output.length == 0 ? "nothing" : "too much"), "");
      }
      return output;
    } finally {
      over.countDown();
    }
  }

  private static void watch(
      ChildProcess child, long millis, CountDownLatch over, AtomicBoolean late) {
    Thread watch =
        new Thread(
            () -> {
              try {
                if (!over.await(millis, TimeUnit.MILLISECONDS)) {
                  late.set(true);
                  child.kill();
                }
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            },
            "limit of an output");
    watch.setDaemon(true);
    watch.start();
  }

  private static byte[] read(ChildProcess child) {
    try (InputStream in = child.output()) {
      child.input().close();
      byte[] output = in.readNBytes(MOST + 1);
      if (output.length > MOST) {
        child.kill();
      }
      return output;
    } catch (IOException e) {
      // It was killed meanwhile; how it ended is asked for next.
      return new byte[0];
    }
  }

  private static Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    List.of("PATH", "HOME", "LANG")
        .forEach(
            name ->
                Optional.ofNullable(System.getenv(name))
                    .ifPresent(value -> environment.put(name, value)));
    return environment;
  }

  private static Fault failed(List<String> words, String how, String errors) {
    String last = errors.lines().reduce((first, second) -> second).orElse("");
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to capture the output of: '"
            + String.join(" ", words)
            + "': "
            + how
            + (last.isBlank() ? "" : " and wrote: " + last),
        "Run it by hand in the configuration folder; an output counts only with exit code 0.");
  }
}
