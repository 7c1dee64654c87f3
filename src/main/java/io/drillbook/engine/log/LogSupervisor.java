package io.drillbook.engine.log;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.Repeated;
import io.drillbook.spi.store.LogStore;
import io.drillbook.usecase.log.KeepLog;
import io.drillbook.usecase.log.ListLogs;
import io.drillbook.usecase.log.LogSubject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sees to it that the log of each source is received by exactly one server of the installation: who
 * holds the row of the source, which must be renewed. One that could not renew it in time has
 * stopped before another one may take it.
 */
public final class LogSupervisor implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(LogSupervisor.class);
  private static final Duration LAST_PATIENCE = Duration.ofSeconds(15);

  /** Short, because the rights of all other logs are not renewed meanwhile. */
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final ListLogs logs;
  private final LogStore store;
  private final Function<LogSubject, KeepLog> keeps;
  private final String holder;
  private final Duration lease;
  private final Clock clock;
  private final Map<String, KeptHere> here = new HashMap<>();
  private final Repeated timer =
      new Repeated(
          "log-supervisor", LOG, "Who receives the logs could not be settled; tried again.");

  /**
   * A supervisor.
   *
   * @param holder this server's name, which no other start of a server has
   * @param lease for how long a row is taken; it is renewed three times in it
   */
  public LogSupervisor(
      ListLogs logs,
      LogStore store,
      Function<LogSubject, KeepLog> keeps,
      String holder,
      Duration lease,
      Clock clock) {
    this.logs = logs;
    this.store = store;
    this.keeps = keeps;
    this.holder = holder;
    this.lease = lease;
    this.clock = clock;
  }

  @Override
  public void start() {
    timer.start(Duration.ZERO, lease.dividedBy(3), this::settle);
  }

  @Override
  public void stop() {
    timer.stop();
    List<KeptHere> all;
    synchronized (this) {
      all = List.copyOf(here.values());
      here.clear();
    }
    // All at once: the first may take its time.
    all.forEach(one -> one.stop("the server stops"));
    for (KeptHere one : all) {
      if (one.hasEnded(LAST_PATIENCE)) {
        store.letGo(one.system(), one.source(), holder);
      }
    }
  }

  @Override
  public boolean isRunning() {
    return timer.isRunning();
  }

  /** How many sources are received by this server. */
  public synchronized int count() {
    return here.size();
  }

  private synchronized void settle() {
    // What cannot be renewed ends by itself, before another server may begin.
    here.values().forEach(one -> one.stopIfOver(System.nanoTime()));
    List<LogSubject> subjects = logs.all();
    Map<String, LogSubject> wanted = new HashMap<>();
    subjects.forEach(subject -> wanted.put(subject.inWords(), subject));
    Set<String> keys = new LinkedHashSet<>(here.keySet());
    keys.addAll(wanted.keySet());
    for (String key : keys) {
      try {
        settle(key, Optional.ofNullable(wanted.get(key)), subjects);
      } catch (RuntimeException e) {
        LOG.error("Unable to settle who receives the log of '{}'; tried again.", key, e);
      }
    }
  }

  private void settle(String key, Optional<LogSubject> subject, List<LogSubject> wanted) {
    KeptHere one = here.get(key);
    boolean over = one != null && (subject.isEmpty() || one.isStopped());
    if (over && end(one, "no plan wants it any more", wanted)) {
      here.remove(key);
      if (subject.isEmpty()) {
        store.letGo(one.system(), one.source(), holder);
      }
    }
    subject.ifPresent(it -> settle(key, it, wanted));
  }

  /** Nothing is let go, and nothing begun in its place, before it has really ended. */
  private boolean end(KeptHere one, String why, List<LogSubject> wanted) {
    Duration patience = one.isStopped() ? Duration.ZERO : PATIENCE;
    one.stop(why);
    if (!one.hasEnded(patience)) {
      return false;
    }
    release(one, wanted);
    return true;
  }

  private void settle(String key, LogSubject subject, List<LogSubject> wanted) {
    ProtectionPlan plan = subject.plan();
    Instant now = clock.instant();
    long until = System.nanoTime() + lease.toNanos() - lease.dividedBy(3).toNanos();
    KeptHere running = here.get(key);
    if (!store.hold(plan.system(), subject.source(), holder, now, now.plus(lease))) {
      if (running != null && end(running, "another server receives it", wanted)) {
        here.remove(key);
      }
      return;
    }
    if (running != null && (running.isStopped() || !running.isFor(subject))) {
      if (!end(running, "the plan has changed", wanted)) {
        // Two that receive one log would undo each other's work; the next time it may have ended.
        return;
      }
      here.remove(key);
      running = null;
    }
    if (running == null) {
      running = KeptHere.begin(subject, keeps.apply(subject), until);
      here.put(key, running);
      LOG.info("The log of '{}' is received by this server.", key);
    }
    running.renewed(until);
  }

  /** A slot that nobody reads would fill the disk of the source's server. */
  private void release(KeptHere ended, List<LogSubject> wanted) {
    LogSubject subject = ended.subject();
    if (wanted.stream().anyMatch(other -> other.isKeptBackAs(subject))) {
      return;
    }
    if (logs.isProtected(ended.system())) {
      LOG.info("The log of '{}' is not kept there any more.", subject.inWords());
      // The server may be away, and the rights of all other logs are not renewed meanwhile.
      Thread thread = new Thread(ended::release, "release of the log of " + subject.inWords());
      thread.setDaemon(true);
      thread.start();
    } else {
      // A plan that cannot be read for a while must not cost the log.
      LOG.warn(
          "The plan of '{}' is gone: the source's server still keeps its log back ({}), up to its"
              + " limit. Drop it there if the system is not to be protected any more.",
          subject.inWords(),
          subject.place());
    }
  }
}
