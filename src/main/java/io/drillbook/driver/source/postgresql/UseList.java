package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;

/** A list of entries for {@code pg_restore --use-list}: numbers only, no names. */
record UseList(Path file) implements AutoCloseable {
  /** Writes the list; what is not in it is not restored. */
  static UseList of(Collection<TocEntry> entries) {
    String lines =
        entries.stream().map(entry -> entry.id() + "; 0 0 X").collect(Collectors.joining("\n"));
    try {
      Path file = Files.createTempFile("drillbook-list", ".txt");
      Files.writeString(file, lines + "\n");
      return new UseList(file);
    } catch (IOException e) {
      throw new Fault(
          FaultCode.RESTORE_FAILED,
          "unable to write the list of what to restore: '" + e.getMessage() + "'",
          "Check the room in the folder for temporary files.",
          e);
    }
  }

  List<String> argument() {
    return List.of("--use-list=" + file);
  }

  @Override
  public void close() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
