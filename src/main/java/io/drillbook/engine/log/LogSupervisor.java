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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
    all.forEach(one -> one.stop("the server stops"));
    all.forEach(one -> store.letGo(one.system(), one.source(), holder));
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
    here.values().removeIf(KeptHere::isStopped);
    Set<String> wanted = new HashSet<>();
    for (LogSubject subject : logs.all()) {
      String key = subject.inWords();
      wanted.add(key);
      try {
        settle(key, subject);
      } catch (RuntimeException e) {
        LOG.error("Unable to settle who receives the log of '{}'; tried again.", key, e);
      }
    }
    here.forEach(
        (key, one) -> {
          if (!wanted.contains(key)) {
            one.stop("no plan wants it any more");
            store.letGo(one.system(), one.source(), holder);
          }
        });
    here.values().removeIf(KeptHere::isStopped);
  }

  private void settle(String key, LogSubject subject) {
    ProtectionPlan plan = subject.plan();
    Instant now = clock.instant();
    long until = System.nanoTime() + lease.toNanos() - lease.dividedBy(3).toNanos();
    KeptHere running = here.get(key);
    if (!store.hold(plan.system(), subject.source(), holder, now, now.plus(lease))) {
      if (running != null) {
        running.stop("another server receives it");
        here.remove(key);
      }
      return;
    }
    if (running != null && !running.isFor(subject)) {
      running.stop("the plan has changed");
      running = null;
    }
    if (running == null) {
      running = KeptHere.begin(subject, keeps.apply(subject), until);
      here.put(key, running);
      LOG.info("The log of '{}' is received by this server.", key);
    }
    running.renewed(until);
  }
}
