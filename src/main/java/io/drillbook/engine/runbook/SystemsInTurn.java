package io.drillbook.engine.runbook;

import io.drillbook.domain.plan.ProtectionPlan;
import io.drillbook.engine.Repeated;
import io.drillbook.spi.plan.Plans;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.slf4j.Logger;

/**
 * Looks at one system after the other in the background, again and again, and keeps what it saw
 * last. What is read for each system by itself must hold up no scrape of metrics, and with hundreds
 * of systems it must leave the cores to others: a round is followed by a rest nine times as long.
 * What nobody could look at for half an hour longer than that is not told any more: a figure that
 * stands still would look as if all were well.
 *
 * @param <T> what is seen of a system
 */
final class SystemsInTurn<T> {
  private static final Duration EVERY = Duration.ofSeconds(5);
  private static final Duration STALE = Duration.ofMinutes(30);
  private static final long REST = 9;

  private final Plans plans;
  private final Logger log;
  private final Function<ProtectionPlan, T> look;
  private final LongSupplier nanoTime;
  private final Map<String, T> seen = new ConcurrentHashMap<>();
  private final Repeated timer;
  private volatile long restUntil;

  SystemsInTurn(String thread, Logger log, Plans plans, Function<ProtectionPlan, T> look) {
    this(thread, log, plans, look, System::nanoTime);
  }

  SystemsInTurn(
      String thread,
      Logger log,
      Plans plans,
      Function<ProtectionPlan, T> look,
      LongSupplier nanoTime) {
    this.plans = plans;
    this.log = log;
    this.look = look;
    this.nanoTime = nanoTime;
    this.restUntil = nanoTime.getAsLong();
    this.timer = new Repeated(thread, log, "The systems could not be looked at; tried again.");
  }

  void start() {
    timer.start(Duration.ofSeconds(1), EVERY, this::turn);
  }

  void stop() {
    timer.stop();
  }

  boolean isRunning() {
    return timer.isRunning();
  }

  /** What was seen last; empty where nothing was lately, or where the plan was taken away. */
  Optional<T> of(String system) {
    boolean stale = nanoTime.getAsLong() - restUntil > STALE.toNanos();
    return stale ? Optional.empty() : Optional.ofNullable(seen.get(system));
  }

  /** A round, unless it is still time to rest. */
  void turn() {
    if (nanoTime.getAsLong() - restUntil >= 0) {
      round();
    }
  }

  private void round() {
    long began = nanoTime.getAsLong();
    List<ProtectionPlan> all = plans.all();
    all.forEach(this::look);
    seen.keySet().retainAll(all.stream().map(ProtectionPlan::system).collect(Collectors.toSet()));
    long end = nanoTime.getAsLong();
    restUntil = end + REST * (end - began);
  }

  /** What fails for one system must not keep the others from being looked at. */
  private void look(ProtectionPlan plan) {
    try {
      seen.put(plan.system(), look.apply(plan));
    } catch (RuntimeException e) {
      seen.remove(plan.system());
      log.debug("Unable to look at '{}'; tried again.", plan.system(), e);
    }
  }
}
