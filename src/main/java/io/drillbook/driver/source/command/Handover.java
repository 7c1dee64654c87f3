package io.drillbook.driver.source.command;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.file.PrivateFolder;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.SideBySide;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Runs the program that restores and hands the content over to it. */
final class Handover {
  private static final String HINT =
      "Run it by hand in the configuration folder, with the environment that the plan gives it.";
  private static final Duration GRACE = Duration.ofSeconds(5);

  private final Spot target;
  private final Feed feed;
  private final StepContext context;
  private final Words words;

  Handover(Spot target, Feed feed, StepContext context) {
    this.target = target;
    this.feed = feed;
    this.context = context;
    this.words = new Words(target.settings().required(CommandSettings.RESTORE));
  }

  /**
   * Runs it to its end.
   *
   * @param started told of the process as soon as it runs
   * @throws Fault RESTORE_FAILED, CONTENT_MISMATCH, DECRYPTION_FAILED, TOOL_MISSING, CANCELLED
   */
  void run(Consumer<ProcessHandle> started) {
    if (!words.namesFile()) {
      stream(Optional.empty(), started);
      return;
    }
    try (PrivateFolder folder = PrivateFolder.make(CommandSourceDriver.KIND)) {
      if (target.settings().fifo()) {
        stream(Optional.of(Fifo.make(folder.file(), context.cancellation())), started);
      } else {
        byFile(folder.file(), started);
      }
    }
  }

  private void byFile(Path file, Consumer<ProcessHandle> started) {
    try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE_NEW)) {
      feed.into(out);
    } catch (IOException e) {
      throw new Fault(
          FaultCode.DISK_FULL,
          "unable to write the file for the program: '" + file + "': " + e.getMessage(),
          "Make room where temporary files are, or let it read a stream.",
          e);
    }
    try (Running running = start(Optional.of(file), context.cancellation())) {
      started.accept(running.handle());
      require(running.answer(context.cancellation()));
    }
  }

  private void stream(Optional<Fifo> fifo, Consumer<ProcessHandle> started) {
    Feeding feeding = new Feeding(feed);
    try (Running running = start(fifo.map(Fifo::path), context.cancellation())) {
      started.accept(running.handle());
      SideBySide.run(
          context,
          List.of(
              inner -> feeding.run(receiver(running, fifo), running::kill),
              inner -> follow(running, fifo, feeding, inner.cancellation())));
    }
  }

  private static Feeding.Receiver receiver(Running running, Optional<Fifo> fifo) {
    return fifo.isPresent() ? () -> FifoWriter.open(fifo.get()) : running::input;
  }

  private void follow(
      Running running, Optional<Fifo> fifo, Feeding feeding, Cancellation cancellation) {
    if (fifo.isPresent()) {
      running.closeInput();
    }
    boolean good = false;
    try {
      Answer answer = running.answerWhileFed(cancellation);
      feeding.rethrow();
      require(answer);
      if (!feeding.wasWhole(GRACE)) {
        throw answer.fault(
            FaultCode.RESTORE_FAILED, "It ended before it had read everything. " + HINT);
      }
      good = true;
    } finally {
      if (!good) {
        running.kill();
      }
      feeding.letGo(fifo);
    }
  }

  private Running start(Optional<Path> file, Cancellation cancellation) {
    return target
        .program()
        .start(CommandSettings.RESTORE, file, target.settings().limit(), cancellation);
  }

  private static void require(Answer answer) {
    if (!answer.isGood()) {
      throw answer.fault(FaultCode.RESTORE_FAILED, HINT);
    }
  }
}
