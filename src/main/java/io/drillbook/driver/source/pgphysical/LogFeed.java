package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.log.LogSegment;
import io.drillbook.spi.log.LogReader;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.Patience;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Hands pieces of the log to a server that replays. The server runs a small script for each, which
 * waits until the piece lies here; a few are fetched ahead.
 */
final class LogFeed implements AutoCloseable {
  static final String FOLDER = "drillbook-log";
  private static final String SCRIPT = "restore.sh";
  private static final String ASK = "ask-";
  private static final String FAILED = "failed-";
  private static final int AHEAD = 8;
  private static final int READERS = 3;
  private static final Duration EVERY = Duration.ofMillis(10);
  private static final Duration LONGEST = Duration.ofDays(100);

  /** An exit code above 128 makes the server stop instead of taking the log's end for reached. */
  private static final String TEXT =
      """
      #!/bin/sh
      # The restored server's restore_command: waits until Drillbook has put the piece here.
      here=%s
      grep -qxF -- "$1" "$here/pieces" || exit 1
      [ -e "$here/$1" ] || : > "$here/ask-$1"
      while [ ! -e "$here/$1" ]; do
        [ ! -e "$here/failed-$1" ] || exit 255
        [ -d /proc/%d ] || exit 255
        sleep 0.01
      done
      mv -- "$here/$1" "$2" || exit 255
      rm -f -- "$here/ask-$1"
      """;

  private final Path here;
  private final RunAs user;
  private final LogReader reader;
  private final List<LogSegment> pieces;
  private final StepContext context;
  private final Cancellation stop = new Cancellation();
  private final ExecutorService readers = Executors.newFixedThreadPool(READERS);
  private final Set<String> fetching = ConcurrentHashMap.newKeySet();
  private final Set<String> given = new HashSet<>();
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();
  private final Thread watcher = new Thread(this::watch, "log feed");
  private UserPrincipal owner;
  private int next;

  /**
   * A feed.
   *
   * @param pieces in the order in which they will be asked for
   */
  LogFeed(
      Path cluster, RunAs user, LogReader reader, List<LogSegment> pieces, StepContext context) {
    this.here = cluster.resolve(FOLDER);
    this.user = user;
    this.reader = reader;
    this.pieces = List.copyOf(pieces);
    this.context = context;
  }

  /** The server's setting that asks here. */
  String restoreCommand() {
    String script = shell(here.resolve(SCRIPT).toString()).replace("%", "%%");
    return "restore_command = " + Configuration.quoted("/bin/sh " + script + " %f %p");
  }

  /** Writes what the script needs; its owner is set with the whole cluster's. */
  void prepare() {
    try {
      Files.createDirectory(
          here, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      List<String> names = pieces.stream().map(LogSegment::name).toList();
      Files.write(here.resolve("pieces"), names);
      String text = TEXT.formatted(shell(here.toString()), ProcessHandle.current().pid());
      Files.writeString(here.resolve(SCRIPT), text);
    } catch (IOException e) {
      throw TargetFaults.of(here, e);
    }
  }

  /** Begins to fetch. */
  void start() {
    try {
      owner = Files.getOwner(here);
    } catch (IOException e) {
      throw TargetFaults.of(here, e);
    }
    context.cancellation().onCancel(() -> stop.cancel("the step was cancelled"));
    watcher.setDaemon(true);
    watcher.start();
  }

  /** What kept a piece from being read, if anything did. */
  Optional<RuntimeException> failure() {
    return Optional.ofNullable(failure.get());
  }

  private void watch() {
    try {
      Patience.until(LONGEST, EVERY, stop, this::look);
    } catch (RuntimeException e) {
      // Stopped: by whoever closes this, or by the step's cancellation.
      readers.shutdownNow();
    }
  }

  private boolean look() {
    try (DirectoryStream<Path> asked = Files.newDirectoryStream(here, ASK + "*")) {
      for (Path ask : asked) {
        fetch(ask.getFileName().toString().substring(ASK.length()));
      }
    } catch (IOException e) {
      failure.compareAndSet(null, TargetFaults.of(here, e));
      return true;
    }
    given.removeIf(name -> !fetching.contains(name) && !Files.exists(here.resolve(name)));
    while (next < pieces.size() && given.size() < AHEAD) {
      context.progress("log", next, pieces.size());
      int now = next;
      fetch(pieces.get(now).name());
      next = Math.max(next, now + 1);
    }
    return false;
  }

  private void fetch(String name) {
    Optional<LogSegment> piece =
        pieces.stream().filter(each -> each.name().equals(name)).findFirst();
    if (piece.isEmpty() || Files.exists(here.resolve(name)) || !fetching.add(name)) {
      return;
    }
    next = Math.max(next, pieces.indexOf(piece.get()) + 1);
    given.add(name);
    readers.execute(() -> put(piece.get()));
  }

  private void put(LogSegment piece) {
    Path part = here.resolve("part-" + piece.name());
    try {
      try (InputStream content = reader.open(piece)) {
        Files.copy(content, part, StandardCopyOption.REPLACE_EXISTING);
      }
      Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rw-------"));
      if (user.switched()) {
        Files.setOwner(part, owner);
      }
      // Gone before the piece is there: whoever asks later wants it again.
      Files.deleteIfExists(here.resolve(ASK + piece.name()));
      Files.move(part, here.resolve(piece.name()), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      fail(piece, TargetFaults.of(part, e));
    } catch (RuntimeException e) {
      fail(piece, e);
    } finally {
      fetching.remove(piece.name());
    }
  }

  /** Ends the replay only where the server asks for it: it was fetched ahead and may be no need. */
  private void fail(LogSegment piece, RuntimeException e) {
    failure.compareAndSet(null, e);
    try {
      Files.writeString(here.resolve(FAILED + piece.name()), "");
    } catch (IOException io) {
      e.addSuppressed(io);
    }
  }

  @Override
  public void close() {
    stop.cancel("the replay is over");
    readers.shutdownNow();
    try {
      watcher.join();
      readers.awaitTermination(1, TimeUnit.MINUTES);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static String shell(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }
}
