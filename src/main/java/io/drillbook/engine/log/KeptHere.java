package io.drillbook.engine.log;

import io.drillbook.engine.Repeated;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.usecase.log.KeepLog;
import io.drillbook.usecase.log.LogSubject;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One log that is received by this server: one thread receives, one cares, and one ends both where
 * the right to receive is not renewed, whatever the other two wait for.
 */
final class KeptHere {
  private static final Logger LOG = LoggerFactory.getLogger(KeptHere.class);
  private static final Duration TEND_EVERY = Duration.ofSeconds(1);
  private static final Duration ASK_EVERY = Duration.ofMillis(250);

  private final LogSubject subject;
  private final KeepLog keep;
  private final Cancellation cancellation = new Cancellation();
  private final Thread receiver;
  private final Repeated tending;
  private final Repeated right;
  private final ReentrantLock caring = new ReentrantLock();
  private volatile long until;

  private KeptHere(LogSubject subject, KeepLog keep, long until) {
    this.subject = subject;
    this.keep = keep;
    this.until = until;
    String words = subject.inWords();
    this.receiver = new Thread(() -> keep.receive(cancellation), "log of " + words);
    this.receiver.setDaemon(true);
    this.tending =
        new Repeated(
            "care for the log of " + words,
            LOG,
            "The log of '" + words + "' could not be looked at; tried again.");
    this.right =
        new Repeated(
            "right to the log of " + words,
            LOG,
            "Whether the log of '" + words + "' may be received could not be told; tried again.");
  }

  static KeptHere begin(LogSubject subject, KeepLog keep, long until) {
    KeptHere here = new KeptHere(subject, keep, until);
    here.receiver.start();
    here.tending.start(TEND_EVERY, TEND_EVERY, here::tend);
    here.right.start(ASK_EVERY, ASK_EVERY, () -> here.stopIfOver(System.nanoTime()));
    return here;
  }

  LogSubject subject() {
    return subject;
  }

  String system() {
    return subject.plan().system();
  }

  String source() {
    return subject.source();
  }

  /** Whether what it was begun with is still what the plan says. */
  boolean isFor(LogSubject other) {
    return subject.plan().digest().equals(other.plan().digest());
  }

  void renewed(long to) {
    until = to;
  }

  /** Ends where the right to receive was not renewed in time. */
  void stopIfOver(long nanos) {
    if (nanos - until > 0) {
      cancellation.cancel("the right to receive was not renewed in time");
    }
  }

  /** Whether it is to end, or its receiver has ended by itself. */
  boolean isStopped() {
    return cancellation.isCancelled() || !receiver.isAlive();
  }

  /** Lets it end; nothing waits for that here. */
  void stop(String why) {
    cancellation.cancel(why);
    tending.stop();
  }

  /** Whether it has ended after {@link #stop}, if need be so much later. */
  boolean hasEnded(Duration patience) {
    try {
      // Zero would wait for ever.
      receiver.join(Math.max(1, patience.toMillis()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    boolean ended = !receiver.isAlive() && !caring.isLocked();
    if (ended) {
      right.stop();
    }
    return ended;
  }

  /** Lets the source's server forget what is not received any more; only after the end. */
  void release() {
    keep.release();
  }

  /** Whoever finds this unlocked after the cancellation knows that no more care is taken. */
  private void tend() {
    caring.lock();
    try {
      if (!cancellation.isCancelled()) {
        keep.tend();
      }
    } finally {
      caring.unlock();
    }
  }
}
