package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The folder of one cluster's log here. In {@code in} the receiving program writes; what it closed
 * is linked into {@code closed}, where it waits to be handed over. A link, because the program
 * still looks at a file for a moment after it has given it its final name.
 */
final class Spool {
  private static final String PARTIAL = ".partial";

  /** Room for the file being written, the next one, and two that wait. */
  private static final int FILES_FREE = 4;

  private final Path in;
  private final Path closed;
  private final long bytes;
  private final Set<String> linked = new HashSet<>();

  private Spool(Path folder, long bytes) {
    this.in = folder.resolve("in");
    this.closed = folder.resolve("closed");
    this.bytes = bytes;
  }

  /**
   * Opens the folder; nobody may be writing into it.
   *
   * @param bytes of one file of the log
   */
  static Spool open(Path folder, long bytes) {
    Spool spool = new Spool(folder, bytes);
    spool.attempt(
        () -> {
          for (Path part : List.of(spool.in, spool.closed)) {
            Files.createDirectories(
                part,
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
          }
          spool.dropCut();
        });
    return spool;
  }

  /** Where the receiving program writes. */
  Path in() {
    return in;
  }

  /** Links what was closed since, and removes from the program's folder what it is done with. */
  void collect() {
    attempt(
        () -> {
          List<String> files = names(in);
          for (String file : files) {
            if (isWhole(file) && linked.add(file)) {
              link(file);
            }
          }
          removeOld(files);
        });
  }

  /** What waits to be handed over, in the order in which it was written. */
  List<Path> waiting() {
    List<Path> waiting = new ArrayList<>();
    attempt(
        () ->
            names(closed).stream()
                .sorted(
                    Comparator.comparing((String file) -> !WalName.isHistory(file))
                        .thenComparing(file -> WalName.of(file).map(WalName::place).orElse(""))
                        .thenComparing(file -> file))
                .map(closed::resolve)
                .forEach(waiting::add));
    return waiting;
  }

  void remove(Path taken) {
    attempt(() -> Files.deleteIfExists(taken));
  }

  /**
   * Lets the program go on right behind what is kept or waits here, whatever it would choose by
   * itself: without a file to go by it begins where the slot is, and what was lost between would be
   * noticed only later.
   *
   * @param kept names of pieces; empty where it may begin anywhere
   */
  void joinOn(Collection<String> kept) {
    attempt(
        () -> {
          Optional<WalName> wanted = wanted(kept);
          Optional<WalName> begun = begun();
          boolean joins =
              wanted.isPresent()
                  && begun
                      .filter(it -> it.place().compareTo(wanted.get().place()) <= 0)
                      .isPresent();
          if (joins) {
            // What it gets twice is taken once.
            return;
          }
          clear();
          if (wanted.isPresent()) {
            Files.createFile(
                in.resolve(wanted.get().file() + PARTIAL),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
          }
        });
  }

  /** The first that is neither kept nor waits here. */
  private Optional<WalName> wanted(Collection<String> kept) throws IOException {
    Optional<WalName> last = new WalChain(kept, bytes).last();
    if (last.isEmpty()) {
      return Optional.empty();
    }
    List<String> there = new ArrayList<>(kept);
    for (String file : names(closed)) {
      // Older ones may be kept already, by another server of Drillbook.
      if (WalName.of(file).filter(it -> it.compareTo(last.get()) < 0).isEmpty()) {
        there.add(file);
      }
    }
    WalChain chain = new WalChain(there, bytes);
    return chain.gap().flatMap(WalName::of).or(() -> chain.last().map(it -> it.next(bytes)));
  }

  /**
   * Checks that the disk has room.
   *
   * @throws Fault DISK_FULL
   */
  void requireRoom() {
    if (!hasRoom()) {
      throw full(null);
    }
  }

  /** Whether the disk has room for some more files. */
  boolean hasRoom() {
    long[] free = new long[1];
    attempt(() -> free[0] = Files.getFileStore(in).getUsableSpace());
    return free[0] >= FILES_FREE * bytes;
  }

  /** Bytes that wait here. */
  long waitingBytes() {
    return waiting().size() * bytes;
  }

  private Optional<WalName> begun() throws IOException {
    return names(in).stream()
        .map(file -> file.replace(PARTIAL, ""))
        .flatMap(file -> WalName.of(file).stream())
        .max(WalName::compareTo);
  }

  /** The program refuses to go on with a file that a full disk or a crash left half made. */
  private void dropCut() throws IOException {
    for (String file : names(in)) {
      Path path = in.resolve(file);
      boolean cut =
          WalName.of(file.replace(PARTIAL, "")).isPresent()
              && Files.size(path) != 0
              && Files.size(path) != bytes;
      if (cut || file.endsWith(".tmp")) {
        Files.delete(path);
      }
    }
  }

  private boolean isWhole(String file) throws IOException {
    return WalName.isHistory(file)
        || (WalName.of(file).isPresent() && Files.size(in.resolve(file)) == bytes);
  }

  private void link(String file) throws IOException {
    try {
      Files.createLink(closed.resolve(file), in.resolve(file));
    } catch (FileAlreadyExistsException e) {
      // Linked by a try that died before it was handed over.
      return;
    }
  }

  /** Whatever is older than the newest file is done with, also what a timeline's end left cut. */
  private void removeOld(List<String> files) throws IOException {
    Optional<WalName> newest = begun();
    for (String file : files) {
      Optional<WalName> name = WalName.of(file.replace(PARTIAL, ""));
      if (name.isPresent() && name.get().compareTo(newest.orElseThrow()) < 0) {
        Files.deleteIfExists(in.resolve(file));
        linked.remove(file);
      }
    }
  }

  private void clear() throws IOException {
    for (String file : names(in)) {
      Files.deleteIfExists(in.resolve(file));
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private interface Action {
    void run() throws IOException;
  }

  private void attempt(Action action) {
    try {
      action.run();
    } catch (IOException e) {
      if (String.valueOf(e.getMessage()).contains("No space left")) {
        throw full(e);
      }
      throw new Fault(
          FaultCode.CAPTURE_FAILED,
          "unable to use the spool of the log: '" + in.getParent() + "': " + e.getMessage(),
          "Check the folder's owner and its disk.",
          e);
    }
  }

  private Fault full(IOException cause) {
    return new Fault(
        FaultCode.DISK_FULL,
        "unable to receive the log, its spool's disk is full: '" + in.getParent() + "'",
        "Make room there, and look why the vaults do not take what waits.",
        cause);
  }
}
