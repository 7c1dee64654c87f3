package io.drillbook.driver.source.command;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.process.Command;
import io.drillbook.spi.step.Cancellation;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A named pipe: what goes through it is on no disk. */
record Fifo(Path path) {
  /** Makes one there, for nobody else to open. */
  static Fifo make(Path path, Cancellation cancellation) {
    List<String> words = List.of("mkfifo", "--mode=0600", path.toString());
    Command.Outcome outcome =
        new Command(words, Map.of(), null, Duration.ofSeconds(30)).run(cancellation);
    if (!outcome.isGood()) {
      throw new Fault(
          FaultCode.COMMAND_FAILED,
          "unable to make a named pipe: '" + path + "': " + outcome.output(),
          "Take 'fifo: true' away where the file system of temporary files has none.");
    }
    return new Fifo(path);
  }

  /**
   * Holds both of its ends open, which never waits: while it is held, a program may open and close
   * it as often as it likes and the reader sees no end.
   */
  RandomAccessFile hold() throws IOException {
    return new RandomAccessFile(path.toFile(), "rw");
  }

  /** Lets go whoever waits for another end that will not come any more. */
  void release() {
    try {
      hold().close();
    } catch (IOException e) {
      // It is gone: then nobody waits for it.
      return;
    }
  }

  /** Whether it is still a pipe: some programs write beside it and rename. */
  boolean isStillThere() {
    try {
      return Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
          .isOther();
    } catch (IOException e) {
      return false;
    }
  }
}
