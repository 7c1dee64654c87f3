package io.drillbook.engine.work;

import io.drillbook.engine.SystemActor;
import io.drillbook.spi.store.ProgressStore;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.externaltask.ExternalTaskQueryBuilder;
import org.camunda.bpm.engine.externaltask.LockedExternalTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Fetches long steps from the engine and works them side by side, each under a lease of its own.
 * After a stop no step of this server stays locked; after a crash another server, or this one,
 * takes over when the lease runs out.
 */
public final class LeasedSteps implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(LeasedSteps.class);

  private final ExternalTaskService tasks;
  private final Map<String, StepWorker> workers;
  private final StepAttempts attempts;
  private final ProgressStore progress;
  private final LeaseSettings settings;
  private final SystemActor actor;
  private final Clock clock;
  private final String workerId;
  private final Map<String, Lease> running = new ConcurrentHashMap<>();
  private final Set<String> resting = ConcurrentHashMap.newKeySet();
  private volatile Predicate<String> held = run -> false;

  /** Topic by running task. */
  private final Map<String, String> topics = new ConcurrentHashMap<>();

  private ScheduledExecutorService beats;
  private ExecutorService pool;
  private ScheduledFuture<?> poller;
  private volatile boolean active;

  /** Two workers with one topic are a defect of the build: refused here. */
  public LeasedSteps(
      ExternalTaskService tasks,
      List<StepWorker> workers,
      StepAttempts attempts,
      ProgressStore progress,
      LeaseSettings settings,
      SystemActor actor,
      Clock clock,
      String workerId) {
    this.tasks = tasks;
    this.workers =
        workers.stream().collect(Collectors.toMap(StepWorker::topic, Function.identity()));
    this.attempts = attempts;
    this.progress = progress;
    this.settings = settings;
    this.actor = actor;
    this.clock = clock;
    this.workerId = workerId;
  }

  /**
   * Says which runs are paused: none of their steps begins. A step that was fetched stays locked
   * and is looked at again when its lock has run out, so that it takes no other run's place.
   */
  public LeasedSteps heldBy(Predicate<String> paused) {
    this.held = paused;
    return this;
  }

  /** Cancels what is being worked for a run. */
  void cancel(String runId, String why) {
    running.values().stream()
        .filter(lease -> lease.isOf(runId))
        .forEach(lease -> lease.cancel(why));
  }

  /** Lets the held steps of a run be fetched again at once. */
  void wake(String runId) {
    tasks.createExternalTaskQuery().locked().workerId(workerId).list().stream()
        // One that was fetched but not held is about to begin: unlocked, it would begin twice.
        .filter(task -> runId.equals(task.getBusinessKey()) && resting.remove(task.getId()))
        .forEach(task -> tasks.unlock(task.getId()));
  }

  @Override
  public synchronized void start() {
    if (active) {
      return;
    }
    active = true;
    pool = Executors.newCachedThreadPool();
    beats = Executors.newScheduledThreadPool(2);
    long poll = settings.poll().toMillis();
    poller = beats.scheduleWithFixedDelay(this::fetch, poll, poll, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void stop() {
    if (!active) {
      return;
    }
    active = false;
    poller.cancel(false);
    running.values().forEach(lease -> lease.cancel("the server is stopping"));
    beats.shutdownNow();
    pool.shutdown();
    try {
      if (!pool.awaitTermination(10, TimeUnit.SECONDS)) {
        LOG.error("Some steps did not end in time; their leases run out by themselves.");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return active;
  }

  private void fetch() {
    int free = settings.workers() - running.size();
    if (!active || free <= 0) {
      return;
    }
    try {
      actor.run(
          () -> {
            if (!isAnyWaiting()) {
              return;
            }
            lock(free, unlimited()).forEach(this::begin);
            workers.values().stream().filter(LeasedSteps::isLimited).forEach(this::fetchSome);
            workers.values().stream().filter(StepWorker::isLimitedByRun).forEach(this::fetchOfRuns);
          });
    } catch (RuntimeException e) {
      LOG.error("Unable to fetch steps from the engine; trying again.", e);
    }
  }

  /** Of whatever topic: far cheaper to ask than to fetch, and mostly there is none. */
  private boolean isAnyWaiting() {
    return tasks.createExternalTaskQuery().notLocked().active().withRetriesLeft().count() > 0;
  }

  /** Only as many as may run side by side: the others must not keep a worker from a restore. */
  private void fetchSome(StepWorker worker) {
    long beside = topics.values().stream().filter(worker.topic()::equals).count();
    int free = settings.workers() - running.size();
    int some = (int) Math.min(free, worker.atMost() - beside);
    if (some > 0) {
      lock(some, List.of(worker.topic())).forEach(this::begin);
    }
  }

  private void fetchOfRuns(StepWorker worker) {
    String topic = worker.topic();
    RunLimit.free(tasks, worker)
        .forEach(
            (run, most) -> {
              int some = Math.min(most, settings.workers() - running.size());
              if (some > 0) {
                long lock = settings.lock().toMillis();
                tasks
                    .fetchAndLock(some, workerId, true)
                    .topic(topic, lock)
                    .businessKey(run)
                    .execute()
                    .forEach(this::begin);
              }
            });
  }

  private List<String> unlimited() {
    return workers.values().stream()
        .filter(worker -> !isLimited(worker) && !worker.isLimitedByRun())
        .map(StepWorker::topic)
        .toList();
  }

  private static boolean isLimited(StepWorker worker) {
    return worker.atMost() < Integer.MAX_VALUE;
  }

  private List<LockedExternalTask> lock(int free, List<String> wanted) {
    if (wanted.isEmpty()) {
      return List.of();
    }
    ExternalTaskQueryBuilder query = tasks.fetchAndLock(free, workerId, true);
    long lock = settings.lock().toMillis();
    for (String topic : wanted) {
      query = query.topic(topic, lock);
    }
    return query.execute();
  }

  private void begin(LockedExternalTask task) {
    StepWorker worker = workers.get(task.getTopicName());
    if (worker.waitsWhileHeld() && held.test(task.getBusinessKey())) {
      resting.add(task.getId());
      return;
    }
    resting.remove(task.getId());
    Lease lease = new Lease(tasks, task, settings, workerId, clock, actor);
    running.put(task.getId(), lease);
    topics.put(task.getId(), task.getTopicName());
    long beat = settings.beat().toMillis();
    ScheduledFuture<?> heartbeat =
        beats.scheduleAtFixedRate(lease::extend, beat, beat, TimeUnit.MILLISECONDS);
    pool.execute(
        () ->
            LogMarks.during(
                task.getBusinessKey(),
                task.getVariables().get("system"),
                task.getActivityId(),
                () -> work(worker, task, lease, heartbeat)));
  }

  private void work(
      StepWorker worker, LockedExternalTask task, Lease lease, ScheduledFuture<?> heartbeat) {
    try {
      actor.run(() -> attempts.work(worker, task, lease, progress));
    } catch (RuntimeException e) {
      LOG.error("Unable to finish the step '{}'.", task.getActivityId(), e);
    } finally {
      heartbeat.cancel(false);
      running.remove(task.getId());
      topics.remove(task.getId());
      lease.giveBack();
    }
  }
}
