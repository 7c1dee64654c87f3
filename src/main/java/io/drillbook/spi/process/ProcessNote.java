package io.drillbook.spi.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Which process it was, in words that outlive Drillbook: a program that was running when the server
 * was killed goes on by itself. The number alone may be another's by now, so its start is noted.
 */
public final class ProcessNote {
  private static final long ENDS_SECONDS = 10;

  /** The system counts from its own start, which moves a little when its clock is set. */
  private static final Duration SAME = Duration.ofSeconds(5);

  private ProcessNote() {}

  /** Number and start of a process; empty where the system does not tell the start. */
  public static String of(ProcessHandle process) {
    return process.info().startInstant().map(start -> process.pid() + " " + start).orElse("");
  }

  /** The process of a note, where it still runs. */
  public static Optional<ProcessHandle> running(String note) {
    String[] words = note.split(" ", 2);
    if (words.length < 2) {
      return Optional.empty();
    }
    try {
      Instant noted = Instant.parse(words[1]);
      return ProcessHandle.of(Long.parseLong(words[0]))
          .filter(ProcessHandle::isAlive)
          .filter(
              it ->
                  it.info()
                      .startInstant()
                      .filter(start -> Duration.between(noted, start).abs().compareTo(SAME) < 0)
                      .isPresent());
    } catch (DateTimeParseException | NumberFormatException e) {
      return Optional.empty();
    }
  }

  /**
   * Kills the process of a note, if it still runs, with all of the group that it leads, and waits
   * until it is gone. What a program left behind that ended is left alone.
   *
   * @return whether nothing of it runs now
   */
  public static boolean end(String note) {
    Optional<ProcessHandle> left = running(note);
    if (left.isEmpty()) {
      return true;
    }
    ChildProcess.killGroup(left.get().pid());
    left.get().descendants().forEach(ProcessHandle::destroyForcibly);
    left.get().destroyForcibly();
    return isGone(left.get());
  }

  private static boolean isGone(ProcessHandle process) {
    try {
      process.onExit().get(ENDS_SECONDS, TimeUnit.SECONDS);
      return true;
    } catch (ExecutionException | TimeoutException e) {
      return isDead(process);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return isDead(process);
    }
  }

  /** One that nobody asked for its end stays in the system's list, and does nothing more. */
  private static boolean isDead(ProcessHandle process) {
    try {
      String stat = Files.readString(Path.of("/proc", "" + process.pid(), "stat"));
      return stat.substring(stat.lastIndexOf(')') + 1).strip().startsWith("Z");
    } catch (IOException e) {
      // Gone meanwhile, or a system that has no such list.
      return !process.isAlive();
    }
  }
}
