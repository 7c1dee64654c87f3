package io.drillbook.usecase.log;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.log.LogHealth;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps the log of one source, as long as this server is the one that does: one thread receives and
 * ships, another one calls {@link #tend} every second or so.
 */
public final class KeepLog {
  private static final Duration FIRST_PATIENCE = Duration.ofSeconds(1);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(30);

  /** A gap is to be found within a minute, on a slow vault too. */
  private static final Duration LOOK_EVERY = Duration.ofSeconds(15);

  private static final Duration EXPIRE_EVERY = Duration.ofHours(1);

  private final LogSubject subject;
  private final LogTools tools;
  private final LogBook book;
  private final WatchLog watch;
  private final ExpireLog expire;
  private final Lock writing = new ReentrantLock(true);
  private Instant lookedAt = Instant.EPOCH;
  private Instant expiredAt = Instant.EPOCH;

  /** Keeps the log of this source. */
  public KeepLog(LogSubject subject, LogTools tools) {
    this.subject = subject;
    this.tools = tools;
    this.book = new LogBook(subject, tools);
    this.watch = new WatchLog(subject, tools, book, writing);
    this.expire = new ExpireLog(subject, tools);
  }

  /** Receives until it is cancelled; whatever goes wrong is told and tried again. */
  public void receive(Cancellation cancellation) {
    CountDownLatch cancelled = new CountDownLatch(1);
    cancellation.onCancel(cancelled::countDown);
    Duration patience = FIRST_PATIENCE;
    while (!cancellation.isCancelled() && !Thread.currentThread().isInterrupted()) {
      Instant began = tools.clock().instant();
      try {
        subject
            .log()
            .receive(subject.name(), subject.settings(), spool(), sink(), new Step(cancellation));
      } catch (Fault e) {
        if (cancellation.isCancelled()) {
          return;
        }
        ended(e);
      } catch (RuntimeException e) {
        System.getLogger(KeepLog.class.getName())
            .log(System.Logger.Level.ERROR, "Unable to receive a log; tried again.", e);
        book.change(it -> it.troubled("a defect of Drillbook: " + e.getClass().getSimpleName()));
      }
      boolean lasted = began.plus(LAST_PATIENCE).isBefore(tools.clock().instant());
      patience = lasted ? FIRST_PATIENCE : patience;
      pause(patience, cancelled);
      patience = shorter(patience.multipliedBy(2), LAST_PATIENCE);
    }
  }

  /** Marks, looks and expires what is due; takes as long as the server and the vaults need. */
  public void tend() {
    Instant now = tools.clock().instant();
    if (book.isMarkDue(now)) {
      mark(now);
    }
    if (Since.passed(lookedAt, LOOK_EVERY, now)) {
      lookedAt = now;
      watch.look();
    }
    if (Since.passed(expiredAt, EXPIRE_EVERY, now)) {
      expiredAt = now;
      expire.run();
    }
  }

  /**
   * Lets the source's server forget what nobody receives here any more; to be called after
   * receiving has ended for good. Where the server does not answer, somebody must do it by hand.
   */
  public void release() {
    try {
      subject.log().release(subject.name(), subject.settings());
    } catch (Fault e) {
      System.getLogger(KeepLog.class.getName())
          .log(
              System.Logger.Level.WARNING,
              "the server of ''{0}'' keeps its log back for a receiver that is gone, and fills its"
                  + " disk: {1}; drop the slot by hand: {2}",
              subject.inWords(),
              e.getMessage(),
              subject.place());
    }
  }

  /** Of the server's states only a loss is dealt with here; the rest is tried again. */
  private void ended(Fault why) {
    if (why.code() == FaultCode.LOG_LOST) {
      giveUp(why);
    } else {
      book.change(it -> it.troubled(why.getMessage()));
    }
  }

  private void giveUp(Fault why) {
    book.change(it -> it.lost(tools.clock().instant(), why.getMessage(), ""));
    try {
      subject.log().release(subject.name(), subject.settings());
    } catch (Fault e) {
      book.change(it -> it.troubled(e.getMessage()));
    }
  }

  /** A server that nobody receives from would only keep back one more piece for each mark. */
  private void mark(Instant now) {
    try {
      LogHealth health = subject.log().health(subject.name(), subject.settings());
      if (health.receiving()) {
        book.marking(now);
        book.marked(subject.log().mark(subject.name(), subject.settings()));
      }
    } catch (Fault e) {
      book.marking(now);
      book.change(it -> it.troubled(e.getMessage()));
    }
  }

  private ShipPieces sink() {
    LogPlaces places = LogPlaces.of(subject.plan(), subject.source(), tools.vaults());
    return new ShipPieces(places, tools.keys(), tools.clock(), book, writing);
  }

  private Path spool() {
    Path spool = tools.spools().resolve(subject.system()).resolve(subject.source());
    try {
      return Files.createDirectories(
          spool,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new Fault(
          FaultCode.DISK_FULL,
          "unable to make the spool of a log: '" + spool + "': " + e.getMessage(),
          "Check the folder's owner and its disk.",
          e);
    }
  }

  private static void pause(Duration patience, CountDownLatch cancelled) {
    try {
      cancelled.await(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private record Step(Cancellation cancellation) implements StepContext {
    @Override
    public String runId() {
      return "log";
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public void progress(String subject, long done, long total) {
      // Its progress is how the log stands.
    }
  }
}
