package io.drillbook.pipeline.evidence;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** The folder of a period, as somebody handed it over: no link in it is followed. */
record PeriodFolder(Path folder) {
  private static final long MOST_BYTES = 1L << 28;

  /** The place of a file or folder in it. */
  Path at(String... names) {
    Path place = folder;
    for (String name : names) {
      place = place.resolve(name);
    }
    return place;
  }

  /** Whether there is such a file. */
  boolean has(String... names) {
    return Files.isRegularFile(at(names), LinkOption.NOFOLLOW_LINKS);
  }

  /** Whether there is such a folder. */
  boolean hasFolder(String... names) {
    return Files.isDirectory(at(names), LinkOption.NOFOLLOW_LINKS);
  }

  byte[] bytes(String... names) {
    Path file = at(names);
    try {
      if (Files.size(file) > MOST_BYTES) {
        throw new IOException("it has more than 256 MiB");
      }
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw unreadable(file, e);
    }
  }

  /** Names in a folder of it that are not among those that are known. */
  List<String> strangers(Set<String> known, String... names) {
    Path place = at(names);
    if (!Files.isDirectory(place)) {
      return List.of();
    }
    try (Stream<Path> inside = Files.list(place)) {
      return inside
          .map(path -> path.getFileName().toString())
          .filter(name -> !known.contains(name))
          .sorted()
          .toList();
    } catch (IOException e) {
      throw unreadable(place, e);
    }
  }

  static Fault unreadable(Path file, IOException cause) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to read: '" + file + "'",
        "Check that you may read it: " + cause.getMessage(),
        cause);
  }
}
