package io.drillbook.crash;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;

/** Runs {@link CrashChild} as a process of its own, whose requests to S3 servers are counted. */
record Child(Path folder) {
  static final int KILLED = 137;

  /** The name under which the SDK looks for interceptors on the class path. */
  private static final String INTERCEPTORS =
      "software/amazon/awssdk/global/handlers/execution.interceptors";

  /** Takes a backup; whether the process lived to its end. */
  boolean survives(String point, int fatal) {
    Path log = folder.resolve("child.log");
    try {
      Process process =
          new ProcessBuilder(
                  Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                  "-Xmx256m",
                  "-XX:+UseSerialGC",
                  "-XX:TieredStopAtLevel=1",
                  "-XX:+UnlockDiagnosticVMOptions",
                  "-XX:-BytecodeVerificationRemote",
                  "-Duser.timezone=UTC",
                  "-cp",
                  counting() + File.pathSeparator + classPath(),
                  CrashChild.class.getName(),
                  folder.toString(),
                  point,
                  String.valueOf(fatal))
              .redirectErrorStream(true)
              .redirectOutput(Redirect.to(log.toFile()))
              .start();
      process.getOutputStream().close();
      int code = process.waitFor();
      if (code != 0 && code != KILLED) {
        throw new AssertionError(Files.readString(log));
      }
      return code == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** How many side effects the last one had that lived to its end. */
  int effects() throws IOException {
    return Integer.parseInt(Files.readString(folder.resolve("effects")));
  }

  private Path counting() throws IOException {
    Path root = folder.resolve("counting");
    Path file = root.resolve(INTERCEPTORS);
    Files.createDirectories(file.getParent());
    Files.writeString(file, CountedRequests.class.getName());
    return root;
  }

  private static String classPath() {
    return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
  }
}
