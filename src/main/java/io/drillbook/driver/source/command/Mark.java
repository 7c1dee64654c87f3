package io.drillbook.driver.source.command;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.process.ChildProcess;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Tells what one run restored from everybody else's. A target of this kind has no place for a mark,
 * so it is kept on this server, under the name that the target gives itself. Another server has no
 * mark and so refuses the target, which is the safe side.
 */
final class Mark {
  private static final String BEGUN = "begun";
  private static final String DONE = "done";
  private static final String DISCARDED = "discarded";

  /**
   * What a mark says.
   *
   * @param attempt of the run that wrote it
   * @param leader the process that restores, or 0
   * @param started when it began, to tell it from a later one of that number
   */
  private record Lines(
      String run, String content, String state, int attempt, long leader, long started) {}

  private final Path file;
  private final String run;

  /**
   * A mark.
   *
   * @param place the target's {@link Spot#key}
   */
  Mark(Path folder, String place, String run) {
    this.file = folder.resolve(place + ".run");
    this.run = run;
  }

  /** Whether this run restored, or began to. */
  boolean isOurs() {
    return ours().filter(lines -> !lines.state().equals(DISCARDED)).isPresent();
  }

  /** Whether what this run restored was removed again. */
  boolean isDiscarded() {
    return ours().filter(lines -> lines.state().equals(DISCARDED)).isPresent();
  }

  /** Whether this run's restore of this very content took effect. */
  boolean isDone(String content) {
    return ours()
        .filter(lines -> lines.state().equals(DONE) && lines.content().equals(content))
        .isPresent();
  }

  /**
   * Ends what an attempt of this run left running when its server was killed: two restores into one
   * target would mix.
   *
   * @throws Fault CANCELLED where a newer attempt is at work: then this one is the forgotten one
   */
  void takeOver(int attempt) {
    Optional<Lines> lines = ours();
    requireNoNewer(lines, attempt);
    lines
        .filter(it -> it.state().equals(BEGUN) && it.leader() > 0)
        .ifPresent(
            it ->
                ProcessHandle.of(it.leader())
                    .filter(process -> started(process) == it.started())
                    .ifPresent(process -> ChildProcess.killGroup(process.pid())));
  }

  /**
   * Writes, durably, before anything is written into the target.
   *
   * @throws Fault CANCELLED where a newer attempt is at work
   */
  void begin(String content, int attempt) {
    requireNoNewer(ours(), attempt);
    write(new Lines(run, content, BEGUN, attempt, 0, 0));
  }

  /**
   * The same with the process that does it.
   *
   * @throws Fault CANCELLED where the mark is no longer this attempt's
   */
  void runs(String content, int attempt, ProcessHandle process) {
    requireOwn(attempt);
    write(new Lines(run, content, BEGUN, attempt, process.pid(), started(process)));
  }

  /**
   * Says that the restore is proven.
   *
   * @throws Fault CANCELLED where the mark is no longer this attempt's
   */
  void done(String content, int attempt) {
    requireOwn(attempt);
    write(new Lines(run, content, DONE, attempt, 0, 0));
  }

  /**
   * Says that an attempt removed what it had brought.
   *
   * @throws Fault CANCELLED where the mark is no longer this attempt's
   */
  void discarded(int attempt) {
    requireOwn(attempt);
    discarded();
  }

  /** The same of the whole run, whatever attempt brought it. */
  void discarded() {
    write(new Lines(run, "", DISCARDED, 0, 0, 0));
  }

  /** Whether this attempt began, came to no end, and none took over since. */
  boolean isAttempt(int attempt) {
    return ours()
        .filter(lines -> lines.state().equals(BEGUN) && lines.attempt() == attempt)
        .isPresent();
  }

  private void requireOwn(int attempt) {
    if (!isAttempt(attempt)) {
      throw overtaken(attempt);
    }
  }

  private void requireNoNewer(Optional<Lines> lines, int attempt) {
    if (lines.filter(it -> it.attempt() > attempt).isPresent()) {
      throw overtaken(attempt);
    }
  }

  private Fault overtaken(int attempt) {
    return new Fault(
        FaultCode.CANCELLED,
        "unable to go on with attempt " + attempt + ": '" + run + "' has a newer one",
        "Another worker took the step over; nothing is to be done.");
  }

  private Optional<Lines> ours() {
    return read().filter(lines -> lines.run().equals(run));
  }

  private Optional<Lines> read() {
    try {
      List<String> lines = Files.readAllLines(file);
      return Optional.of(
          new Lines(
              lines.get(0),
              lines.get(1),
              lines.get(2),
              Integer.parseInt(lines.get(3)),
              Long.parseLong(lines.get(4)),
              Long.parseLong(lines.get(5))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException | IndexOutOfBoundsException | NumberFormatException e) {
      throw unusable(e);
    }
  }

  private void write(Lines lines) {
    String text =
        String.join(
            "\n",
            lines.run(),
            lines.content(),
            lines.state(),
            "" + lines.attempt(),
            "" + lines.leader(),
            "" + lines.started());
    Path temporary = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(temporary, text + "\n");
      sync(temporary);
      Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      sync(file.getParent());
    } catch (IOException e) {
      throw unusable(e);
    }
  }

  private static void sync(Path path) throws IOException {
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static long started(ProcessHandle process) {
    return process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
  }

  private Fault unusable(Exception e) {
    return new Fault(
        FaultCode.RESTORE_FAILED,
        "unable to use the mark of a restore: '" + file + "': " + e.getMessage(),
        "Check the room and the rights there; it tells what is in the target, so remove it only"
            + " where the target is empty.",
        e);
  }
}
