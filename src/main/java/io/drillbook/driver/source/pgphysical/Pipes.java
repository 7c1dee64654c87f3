package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.process.Command;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Named pipes that take the places of files in a folder which a program makes itself and wants
 * empty. They are made before and put there in no time, by a link that never replaces a file.
 *
 * @param folder where they were made
 * @param names of the files
 */
record Pipes(Path folder, List<String> names) {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  static Pipes make(Path folder, List<String> names, StepContext context) {
    List<String> words = new ArrayList<>(List.of("mkfifo", "--mode=0600"));
    names.forEach(name -> words.add(folder.resolve(name).toString()));
    Command.Outcome outcome = new Command(words, Map.of(), null, LIMIT).run(context.cancellation());
    if (!outcome.isGood()) {
      throw cannot(outcome.output());
    }
    return new Pipes(folder, names);
  }

  /** Puts them there; false where the program began a file before its pipe was there. */
  boolean put(Path out) {
    for (String name : names) {
      try {
        Files.createLink(out.resolve(name), folder.resolve(name));
      } catch (FileAlreadyExistsException e) {
        return false;
      } catch (IOException | UnsupportedOperationException e) {
        throw cannot(e.toString());
      }
    }
    return true;
  }

  private static Fault cannot(String why) {
    return new Fault(
        FaultCode.CAPTURE_FAILED,
        "unable to make the pipes for a base backup: '" + why + "'",
        "Pipes need a file system for temporary files that has them, and links.");
  }
}
