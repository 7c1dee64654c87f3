package io.drillbook.driver.source.sqlite;

import io.drillbook.driver.source.TestStep;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/** A process of its own that captures, says so once the copy is made, and goes no further. */
final class HangingCapture {
  private HangingCapture() {}

  public static void main(String[] arguments) {
    new SqliteSourceDriver(Clock.systemUTC())
        .capture(
            "db",
            SqliteFile.settings(Path.of(arguments[0])),
            (part, format) -> hang(),
            TestStep.of("backup-hanging", 1));
  }

  private static OutputStream hang() {
    System.out.println("at work");
    try {
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return OutputStream.nullOutputStream();
  }
}
