package io.drillbook.driver.source.command;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.spi.file.PrivateFolder;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.SideBySide;
import io.drillbook.spi.step.StepContext;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Takes one capture: what the program writes is the member, as soon as it has ended well. */
final class Capture {
  private static final String HINT =
      "Run it by hand in the configuration folder, with the environment that the plan gives it; a"
          + " capture counts only where it ends with exit code 0.";

  private final String source;
  private final Spot spot;
  private final MemberSink sink;
  private final StepContext context;
  private final CommandSettings settings;
  private final Passage passage;

  Capture(String source, Spot spot, MemberSink sink, StepContext context) {
    this.source = source;
    this.spot = spot;
    this.sink = sink;
    this.context = context;
    this.settings = spot.settings();
    this.passage =
        new Passage(
            source,
            -1,
            context,
            DatabaseGuard.of(settings.format(), settings.allowsCreateDatabase(), source));
  }

  /** What the program wrote; {@code dataTime} is the moment before it began. */
  SourceCapture take(Instant dataTime) {
    Optional<String> identity = spot.identity();
    Map<String, Long> before = spot.counts();
    Words words = new Words(settings.required(CommandSettings.CAPTURE));
    try {
      OutputStream out = sink.open("", settings.format());
      write(words, out);
      requireSize();
      out.close();
    } catch (IOException e) {
      context.cancellation().check();
      throw notStored(e);
    }
    return captured(dataTime, identity, before, spot.counts());
  }

  private SourceCapture captured(
      Instant dataTime,
      Optional<String> identity,
      Map<String, Long> before,
      Map<String, Long> after) {
    Map<String, Long> contents = new TreeMap<>(after);
    contents.entrySet().retainAll(before.entrySet());
    Map<String, String> facts = Facts.of(spot, passage.sum(), identity);
    after.keySet().stream()
        .filter(name -> !contents.containsKey(name))
        .forEach(name -> facts.put("not compared, moved meanwhile: " + name, "" + after.get(name)));
    contents.put(Facts.BYTES, passage.bytes());
    return new SourceCapture(source, CommandSourceDriver.KIND, dataTime, facts, contents);
  }

  private void write(Words words, OutputStream out) throws IOException {
    if (!words.namesFile()) {
      fromOutput(out);
    } else if (settings.fifo()) {
      fromFifo(out);
    } else {
      fromFile(out);
    }
  }

  private void fromOutput(OutputStream out) throws IOException {
    try (Running running = start(Optional.empty(), context.cancellation())) {
      running.closeInput();
      IOException cut = null;
      try {
        passage.run(running.output(), out);
      } catch (Passage.NotTaken e) {
        throw e;
      } catch (IOException e) {
        // It was killed while it was read; how it ended says why.
        cut = e;
      }
      require(running.end(context.cancellation(), ""));
      if (cut != null) {
        throw cut;
      }
    }
  }

  private void fromFile(OutputStream out) throws IOException {
    try (PrivateFolder folder = PrivateFolder.make(CommandSourceDriver.KIND)) {
      run(folder.file());
      if (!Files.isRegularFile(folder.file(), LinkOption.NOFOLLOW_LINKS)) {
        throw failed("it ended with exit code 0 and left no file under the name it was given");
      }
      try (InputStream in = Files.newInputStream(folder.file())) {
        passage.run(in, out);
      }
    }
  }

  private void fromFifo(OutputStream out) throws IOException {
    try (PrivateFolder folder = PrivateFolder.make(CommandSourceDriver.KIND)) {
      Fifo fifo = Fifo.make(folder.file(), context.cancellation());
      CountDownLatch read = new CountDownLatch(1);
      RandomAccessFile held = fifo.hold();
      SideBySide.run(
          context,
          List.of(
              inner -> write(fifo, held, read, inner.cancellation()),
              inner -> read(fifo, out, read)));
      if (!fifo.isStillThere()) {
        throw failed("it put a file in the place of the pipe; take 'fifo: true' away");
      }
    }
  }

  private void write(
      Fifo fifo, RandomAccessFile held, CountDownLatch read, Cancellation cancellation) {
    try (held;
        Running running = start(Optional.of(fifo.path()), cancellation)) {
      require(running.answer(cancellation));
      held.close();
      if (!read.await(settings.limit().toMillis(), TimeUnit.MILLISECONDS)) {
        running.kill();
        throw failed("something that it left running still holds the pipe");
      }
    } catch (IOException e) {
      throw notStored(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      cancellation.cancel("interrupted");
    }
  }

  private void read(Fifo fifo, OutputStream out, CountDownLatch read) {
    try (InputStream in = new FileInputStream(fifo.path().toFile())) {
      passage.run(in, out);
    } catch (IOException e) {
      throw notStored(e);
    } finally {
      read.countDown();
    }
  }

  private void run(Path file) {
    try (Running running = start(Optional.of(file), context.cancellation())) {
      require(running.answer(context.cancellation()));
    }
  }

  private Running start(Optional<Path> file, Cancellation cancellation) {
    return spot.program().start(CommandSettings.CAPTURE, file, settings.limit(), cancellation);
  }

  private void require(Answer answer) {
    if (!answer.isGood()) {
      throw answer.fault(FaultCode.CAPTURE_FAILED, HINT);
    }
  }

  private void requireSize() {
    if (passage.bytes() < settings.atLeast()) {
      throw failed(
          "it ended with exit code 0 and wrote "
              + passage.bytes()
              + " bytes, at least "
              + settings.atLeast()
              + " are expected");
    }
  }

  private Fault failed(String why) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to use the program: '"
            + spot.program().shown(CommandSettings.CAPTURE)
            + "': "
            + why,
        HINT);
  }

  private Fault notStored(IOException e) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to write the member of: '" + source + "': " + e.getMessage(),
        "Check the room and the health of the disks that vault and temporary files are on.",
        e);
  }
}
