package io.drillbook.driver.source.directory;

import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.source.Basis;
import io.drillbook.spi.source.Earlier;
import io.drillbook.spi.source.MemberSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;

/** Captures a folder twice in a process of its own, whose heap is limited; keeps only the lists. */
final class ManyFiles {
  private ManyFiles() {}

  /** Arguments: the folder, and one for the lists. */
  public static void main(String[] args) {
    DirectorySourceDriver driver = new DirectorySourceDriver(Clock.systemUTC());
    Settings settings = new Settings(Map.of("path", args[0], "full-every", "7d"));
    Path lists = Path.of(args[1]);
    SourceCapture full =
        driver.capture(
            "media",
            settings,
            new Sink(lists.resolve("full"), Basis.none("none")),
            TestStep.of("backup-1", 1));
    Basis basis = Basis.of(new Earlier("p1", full, List.of()), () -> open(lists.resolve("full")));
    SourceCapture again =
        driver.capture(
            "media", settings, new Sink(lists.resolve("again"), basis), TestStep.of("backup-2", 1));
    System.out.println(
        full.contents().get("files")
            + " files, then written "
            + again.facts().get("files written"));
  }

  private record Sink(Path list, Basis basis) implements MemberSink {
    @Override
    public OutputStream open(String part, String format) {
      try {
        return format.equals(Basis.KEPT)
            ? Files.newOutputStream(list)
            : OutputStream.nullOutputStream();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private static InputStream open(Path file) {
    try {
      return Files.newInputStream(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
