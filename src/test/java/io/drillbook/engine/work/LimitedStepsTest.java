package io.drillbook.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.engine.SystemActor;
import io.drillbook.engine.runbook.RunbookModels;
import io.drillbook.spi.step.StepContext;
import io.drillbook.spi.store.ProgressStore;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Steps that may hang, by the dozen, with the real engine: they leave room for a restore. */
class LimitedStepsTest {
  private static final int CHECKS = 6;
  private static final int WORKERS = 3;

  private final ProcessEngine engine = engine();
  private final Check check = new Check();
  private final Restore restore = new Restore();

  @AfterEach
  void close() {
    check.mayEnd.countDown();
    engine.close();
  }

  @Test
  void howeverManyWaitAtMostTwoAreWorkedAndARestoreFindsAWorkerAtOnce() {
    deploy("check");
    deploy("restore");
    for (int i = 0; i < CHECKS; i++) {
      engine.getRuntimeService().startProcessInstanceByKey("check", "check-" + i);
    }
    LeasedSteps steps = steps();
    steps.start();
    try {
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> check.running.get() == 2);
      engine.getRuntimeService().startProcessInstanceByKey("restore", "restore-1");
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> restore.done.get() == 1);
      assertThat(check.most.get()).isEqualTo(2);
      check.mayEnd.countDown();
      Awaitility.await().atMost(Duration.ofMinutes(1)).until(() -> check.done.get() == CHECKS);
      assertThat(check.most.get()).isEqualTo(2);
    } finally {
      check.mayEnd.countDown();
      steps.stop();
    }
  }

  private void deploy(String name) {
    engine
        .getRepositoryService()
        .createDeployment()
        .addModelInstance(
            name + ".bpmn",
            Bpmn.createExecutableProcess(name)
                .startEvent()
                .serviceTask("serviceTask_" + name)
                .camundaExternalTask(name)
                .endEvent()
                .done())
        .deploy();
  }

  private LeasedSteps steps() {
    LeaseSettings settings =
        new LeaseSettings(
            Duration.ofSeconds(30), Duration.ofMillis(20), WORKERS, Duration.ofSeconds(1), 3);
    RecordStore record = new NoLines();
    StepAttempts attempts =
        new StepAttempts(
            engine.getExternalTaskService(),
            record,
            new RunbookModels(engine.getRepositoryService()),
            new TransactionTemplate(
                new JdbcTransactionManager(
                    new DriverManagerDataSource("jdbc:h2:mem:limited-steps;DB_CLOSE_DELAY=-1"))),
            settings,
            Clock.systemUTC(),
            "worker");
    return new LeasedSteps(
        engine.getExternalTaskService(),
        List.of(check, restore),
        attempts,
        new NoProgress(),
        settings,
        new SystemActor(engine.getIdentityService()),
        Clock.systemUTC(),
        "worker");
  }

  private static ProcessEngine engine() {
    String name = "limited-" + UUID.randomUUID();
    StandaloneInMemProcessEngineConfiguration configuration =
        new StandaloneInMemProcessEngineConfiguration();
    configuration.setProcessEngineName(name);
    configuration.setJdbcUrl("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
    configuration.setJobExecutorActivate(false);
    configuration.setEnforceHistoryTimeToLive(false);
    configuration.setMetricsEnabled(false);
    return configuration.buildProcessEngine();
  }

  /** Hangs until it is let go. */
  private static final class Check implements StepWorker {
    final AtomicInteger running = new AtomicInteger();
    final AtomicInteger most = new AtomicInteger();
    final AtomicInteger done = new AtomicInteger();
    final CountDownLatch mayEnd = new CountDownLatch(1);

    @Override
    public String topic() {
      return "check";
    }

    @Override
    public int atMost() {
      return 2;
    }

    @Override
    public Map<String, Object> work(StepOrder order, StepContext context) {
      most.accumulateAndGet(running.incrementAndGet(), Math::max);
      try {
        mayEnd.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      running.decrementAndGet();
      done.incrementAndGet();
      return Map.of();
    }
  }

  private static final class Restore implements StepWorker {
    final AtomicInteger done = new AtomicInteger();

    @Override
    public String topic() {
      return "restore";
    }

    @Override
    public Map<String, Object> work(StepOrder order, StepContext context) {
      done.incrementAndGet();
      return Map.of();
    }
  }

  private static final class NoLines implements RecordStore {
    @Override
    public void append(String runId, EntryDraft entry) {
      // nobody reads it
    }

    @Override
    public void appendNow(String runId, EntryDraft entry) {
      // nobody reads it
    }

    @Override
    public List<RecordEntry> entries(String runId) {
      return List.of();
    }
  }

  private static final class NoProgress implements ProgressStore {
    @Override
    public void save(Progress progress) {
      // nobody looks
    }

    @Override
    public List<Progress> of(String runId) {
      return List.of();
    }
  }
}
