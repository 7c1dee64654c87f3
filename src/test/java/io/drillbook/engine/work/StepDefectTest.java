package io.drillbook.engine.work;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.record.ChainHead;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordChain;
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
import java.util.concurrent.CopyOnWriteArrayList;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionTemplate;

/** A defect in a worker, with the real engine: it ends the step and never comes again by itself. */
class StepDefectTest {
  private static final String RUN = "backup-1";

  private final ProcessEngine engine = engine();
  private final Lines record = new Lines();

  @AfterEach
  void close() {
    engine.close();
  }

  @Test
  void aLibraryThatCannotBeLoadedFailsTheStepOnceAndForAll() {
    engine
        .getRepositoryService()
        .createDeployment()
        .addModelInstance(
            "defect.bpmn",
            Bpmn.createExecutableProcess("defect")
                .startEvent()
                .serviceTask("serviceTask_capture")
                .camundaExternalTask("capture")
                .endEvent("event_done")
                .moveToActivity("serviceTask_capture")
                .boundaryEvent()
                .error()
                .endEvent("event_failed")
                .done())
        .deploy();
    String instance = engine.getRuntimeService().startProcessInstanceByKey("defect", RUN).getId();
    LeasedSteps steps = steps();
    steps.start();
    try {
      Awaitility.await()
          .atMost(Duration.ofSeconds(5))
          .until(() -> engine.getRuntimeService().createProcessInstanceQuery().count() == 0);
    } finally {
      steps.stop();
    }
    assertThat(
            engine
                .getHistoryService()
                .createHistoricActivityInstanceQuery()
                .processInstanceId(instance)
                .activityId("event_failed")
                .count())
        .isEqualTo(1);
    assertThat(record.entries(RUN))
        .extracting(line -> line.entry().kind())
        .containsExactly(EntryKind.ATTEMPT_BEGAN, EntryKind.ATTEMPT_FAILED);
    assertThat(record.entries(RUN).get(1).entry().outcome()).isEqualTo(FaultCode.INTERNAL.name());
  }

  private LeasedSteps steps() {
    LeaseSettings settings =
        new LeaseSettings(
            Duration.ofSeconds(5), Duration.ofMillis(20), 2, Duration.ofSeconds(1), 3);
    StepAttempts attempts =
        new StepAttempts(
            engine.getExternalTaskService(),
            record,
            new RunbookModels(engine.getRepositoryService()),
            new TransactionTemplate(),
            settings,
            Clock.systemUTC(),
            "worker");
    return new LeasedSteps(
        engine.getExternalTaskService(),
        List.of(new Unloadable()),
        attempts,
        new NoProgress(),
        settings,
        new SystemActor(engine.getIdentityService()),
        Clock.systemUTC(),
        "worker");
  }

  private static ProcessEngine engine() {
    String name = "defect-" + UUID.randomUUID();
    StandaloneInMemProcessEngineConfiguration configuration =
        new StandaloneInMemProcessEngineConfiguration();
    configuration.setProcessEngineName(name);
    configuration.setJdbcUrl("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
    configuration.setJobExecutorActivate(false);
    configuration.setEnforceHistoryTimeToLive(false);
    configuration.setMetricsEnabled(false);
    return configuration.buildProcessEngine();
  }

  /** What the compressor does where the folder for temporary files is full. */
  private static final class Unloadable implements StepWorker {
    @Override
    public String topic() {
      return "capture";
    }

    @Override
    public Map<String, Object> work(StepOrder order, StepContext context) {
      throw new UnsatisfiedLinkError("no zstd in java.library.path");
    }
  }

  private static final class Lines implements RecordStore {
    private final List<RecordEntry> lines = new CopyOnWriteArrayList<>();

    @Override
    public void append(String runId, EntryDraft entry) {
      appendNow(runId, entry);
    }

    @Override
    public void appendNow(String runId, EntryDraft entry) {
      lines.add(RecordChain.next(runId, head(runId).orElse(ChainHead.empty()), entry));
    }

    @Override
    public List<RecordEntry> entries(String runId) {
      return List.copyOf(lines);
    }
  }

  private static final class NoProgress implements ProgressStore {
    @Override
    public void save(Progress progress) {
      // Nothing is shown here.
    }

    @Override
    public List<Progress> of(String runId) {
      return List.of();
    }
  }
}
