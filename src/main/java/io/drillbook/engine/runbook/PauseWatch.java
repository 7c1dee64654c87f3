package io.drillbook.engine.runbook;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.pause.OwedProgram;
import io.drillbook.domain.record.Entries;
import io.drillbook.domain.record.StepRef;
import io.drillbook.engine.SystemActor;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.OwedStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.usecase.pause.PauseLog;
import io.drillbook.usecase.pause.ResumeWrites;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Sees to it that no pause outlives whoever made it: what a server of this machine owed when it
 * died is made good before this one works any step, what this one owes before it stops, and what
 * belongs to a run that is gone by a runbook of its own.
 */
public final class PauseWatch implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(PauseWatch.class);
  private static final String RESUME = "resume-writes";
  private static final Duration LOOK_EVERY = Duration.ofSeconds(5);
  private static final StepRef STEP = StepRef.wholeRun("Resume writes");

  /** One before the steps: starts earlier than they do, and stops later. */
  private static final int PHASE = Integer.MAX_VALUE - 1;

  private final OwedStore owed;
  private final ResumeWrites resumeWrites;
  private final RecordStore record;
  private final RuntimeService runtime;
  private final SystemActor actor;
  private final Clock clock;
  private final String server;
  private ScheduledExecutorService looks;

  /**
   * A watch.
   *
   * @param server this server, process id and machine
   */
  public PauseWatch(
      OwedStore owed,
      ResumeWrites resumeWrites,
      RecordStore record,
      RuntimeService runtime,
      SystemActor actor,
      Clock clock,
      String server) {
    this.owed = owed;
    this.resumeWrites = resumeWrites;
    this.record = record;
    this.runtime = runtime;
    this.actor = actor;
    this.clock = clock;
    this.server = server;
  }

  @Override
  public int getPhase() {
    return PHASE;
  }

  @Override
  public synchronized void start() {
    if (looks != null) {
      return;
    }
    resumeThoseOf(it -> isDead(it.server()));
    looks = Executors.newSingleThreadScheduledExecutor();
    long every = LOOK_EVERY.toMillis();
    var unused = looks.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
  }

  @Override
  public synchronized void stop() {
    if (looks == null) {
      return;
    }
    looks.shutdownNow();
    looks = null;
    resumeThoseOf(it -> it.server().equals(server));
  }

  @Override
  public synchronized boolean isRunning() {
    return looks != null;
  }

  private void resumeThoseOf(Predicate<OwedProgram> whose) {
    Set<String> runs =
        owed.open().stream()
            .filter(whose)
            .map(OwedProgram::runId)
            .collect(Collectors.toCollection(TreeSet::new));
    for (String run : runs) {
      // First of all: no capture may go on, wherever it waits.
      owed.interrupt(run);
      try {
        resumeWrites.resume(new Outside(run), log(run));
        LOG.warn("What the backup '{}' had paused when its server went down goes on again.", run);
      } catch (Fault e) {
        // Still owed: the run's own step tries again, and then calls people.
        LOG.error("{} ({}; run '{}')", e.getMessage(), e.hint(), run);
      }
    }
  }

  /** One with this server's own name lived before it: it has only just come up. */
  private boolean isDead(String other) {
    String[] mine = server.split("@", 2);
    String[] its = other.split("@", 2);
    boolean sameMachine = mine.length == 2 && its.length == 2 && mine[1].equals(its[1]);
    return other.equals(server)
        || (sameMachine && ProcessHandle.of(Long.parseLong(its[0])).isEmpty());
  }

  private void look() {
    try {
      actor.run(this::takeOver);
    } catch (RuntimeException e) {
      LOG.error("Unable to look for pauses whose run is gone; trying again.", e);
    }
  }

  /** A run that was deleted, even past all listeners, still owes what it paused. */
  private void takeOver() {
    Map<String, String> systems = new LinkedHashMap<>();
    owed.open().forEach(it -> systems.put(it.runId(), it.system()));
    systems.forEach(
        (run, system) -> {
          if (!goesOn(run)) {
            LOG.warn("The backup '{}' is gone and had paused something: it is undone now.", run);
            runtime.startProcessInstanceByKey(RESUME, run, Map.of(Variables.SYSTEM, system));
          }
        });
  }

  /** By its own runbooks only: a run that called the backup may go on without it. */
  private boolean goesOn(String run) {
    return runtime
            .createProcessInstanceQuery()
            .processInstanceBusinessKey(run)
            .processDefinitionKeyIn("take-backup", RESUME)
            .count()
        > 0;
  }

  private PauseLog log(String run) {
    return (what, details) ->
        record.appendNow(run, Entries.fact(clock.instant(), STEP, SystemActor.NAME, what, details));
  }

  /** Work outside of any step of the engine. */
  private record Outside(String runId, Cancellation cancellation) implements StepContext {
    Outside(String runId) {
      this(runId, new Cancellation());
    }

    @Override
    public int attempt() {
      return 1;
    }

    @Override
    public void progress(String subject, long done, long total) {
      // Nobody looks at a server that comes up or goes down.
    }
  }
}
