package io.drillbook.engine.log;

import io.drillbook.engine.Repeated;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.usecase.log.KeepLog;
import io.drillbook.usecase.log.LogSubject;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One log that is received by this server, on two threads. */
final class KeptHere {
  private static final Logger LOG = LoggerFactory.getLogger(KeptHere.class);
  private static final Duration TEND_EVERY = Duration.ofSeconds(1);
  private static final long ENDS_MILLIS = 15_000;

  private final LogSubject subject;
  private final Cancellation cancellation = new Cancellation();
  private final Thread receiver;
  private final Repeated tending;
  private volatile long until;

  private KeptHere(LogSubject subject, KeepLog keep, long until) {
    this.subject = subject;
    this.until = until;
    this.receiver = new Thread(() -> keep.receive(cancellation), "log of " + subject.inWords());
    this.receiver.setDaemon(true);
    this.tending =
        new Repeated(
            "care for the log of " + subject.inWords(),
            LOG,
            "The log of '" + subject.inWords() + "' could not be looked at; tried again.");
    receiver.start();
    tending.start(
        TEND_EVERY,
        TEND_EVERY,
        () -> {
          stopIfOver(System.nanoTime());
          if (!cancellation.isCancelled()) {
            keep.tend();
          }
        });
  }

  static KeptHere begin(LogSubject subject, KeepLog keep, long until) {
    return new KeptHere(subject, keep, until);
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

  boolean isStopped() {
    return cancellation.isCancelled();
  }

  void stop(String why) {
    cancellation.cancel(why);
    tending.stop();
    try {
      receiver.join(ENDS_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
