package io.drillbook.driver.source.sops;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.file.Stat;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** Takes one capture: the file as it is, and what it tells anybody. */
final class Capture {
  private static final long LARGEST = 64L * 1024 * 1024;

  private final String source;
  private final SopsSettings settings;
  private final MemberSink sink;
  private final StepContext context;

  Capture(String source, SopsSettings settings, MemberSink sink, StepContext context) {
    this.source = source;
    this.settings = settings;
    this.sink = sink;
    this.context = context;
  }

  SourceCapture take(Instant dataTime) {
    Path path = found(settings.path());
    byte[] bytes = read(path);
    Structure structure =
        Structure.of(bytes)
            .orElseThrow(
                () ->
                    SopsFaults.failed(
                        "unable to capture what sops did not encrypt, or not to its end: '"
                            + path
                            + "'",
                        null));
    Map<String, String> facts = new TreeMap<>();
    facts.put(SopsSourceDriver.PATH, path.toString());
    facts.put("last modified", structure.lastModified());
    facts.put("written by", "sops " + structure.version());
    try {
      write(sink.open("inventory", SopsSourceDriver.JSON), structure.write());
      if (!settings.valuesTo().isEmpty()) {
        facts.put(SopsSourceDriver.SHA256, Target.sha256(bytes));
        write(sink.openFor(settings.valuesTo(), "file", SopsSourceDriver.SOPS), bytes);
      }
    } catch (IOException e) {
      context.cancellation().check();
      throw SopsFaults.failed("unable to write the members of: '" + source + "'", e);
    }
    return new SourceCapture(
        source, SopsSourceDriver.KIND, dataTime, facts, SopsSourceDriver.contents(structure));
  }

  private void write(OutputStream member, byte[] bytes) throws IOException {
    try (member) {
      member.write(bytes);
    }
    context.progress(source, bytes.length, bytes.length);
    context.cancellation().check();
  }

  /**
   * Finds the file.
   *
   * @throws Fault SOURCE_UNREACHABLE, PERMISSION_DENIED
   */
  static Path found(Path path) {
    try {
      Path real = path.toRealPath();
      if (Files.isRegularFile(real)) {
        return real;
      }
      throw new NoSuchFileException(path.toString());
    } catch (NoSuchFileException e) {
      throw new Fault(
          FaultCode.SOURCE_UNREACHABLE,
          "unable to find the file: '" + path + "'",
          "Is its file system mounted, and is the path right?",
          e);
    } catch (IOException e) {
      throw SopsFaults.reading(path, e);
    }
  }

  private static byte[] read(Path path) {
    try {
      Stat before = Stat.of(path);
      if (before.size() > LARGEST) {
        throw SopsFaults.failed("unable to keep a file of more than 64 MiB: '" + path + "'", null);
      }
      byte[] bytes = Files.readAllBytes(path);
      if (!Stat.of(path).isUntouched(before)) {
        throw SopsFaults.failed(
            "unable to capture a file that changed while it was read: '" + path + "'", null);
      }
      return bytes;
    } catch (IOException e) {
      throw SopsFaults.reading(path, e);
    }
  }
}
