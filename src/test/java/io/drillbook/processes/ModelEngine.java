package io.drillbook.processes;

import io.drillbook.engine.record.RecordPlugin;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.runbook.ApprovalFacts;
import io.drillbook.engine.runbook.PathListener;
import io.drillbook.engine.runbook.PathPlugin;
import io.drillbook.engine.runbook.RunStartListener;
import io.drillbook.engine.runbook.RunbookClock;
import io.drillbook.engine.runbook.RunbookFacts;
import io.drillbook.engine.runbook.StartValues;
import io.drillbook.models.Models;
import io.drillbook.usecase.MadeUpLogSource;
import io.drillbook.usecase.SourceDrivers;
import io.drillbook.usecase.restore.ReplayedSources;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.StandaloneInMemProcessEngineConfiguration;
import org.camunda.bpm.engine.repository.DeploymentBuilder;

/**
 * One engine in memory for all tests of the models: the real clock, facts and start of a run, but
 * stand-ins for the steps. Nothing moves unless a test moves it.
 */
final class ModelEngine {
  static final Instant NOW = Instant.parse("2026-11-21T02:00:00Z");
  static final Map<String, RecordingDelegate> DELEGATES = new TreeMap<>();
  static final NoRecord RECORD = new NoRecord();
  static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
  static final ShopPlan PLANS = new ShopPlan();
  static final ProcessEngine ENGINE = build();

  private ModelEngine() {}

  private static ProcessEngine build() {
    Models.delegateBeans().forEach(bean -> DELEGATES.put(bean, new RecordingDelegate()));
    StartValues values = new StartValues(CLOCK);
    Map<Object, Object> beans = new HashMap<>(DELEGATES);
    beans.put("runbookFacts", new RunbookFacts(PLANS));
    beans.put("runbookClock", new RunbookClock(PLANS, values, CLOCK));
    beans.put("approvalFacts", new ApprovalFacts(RECORD, PLANS));
    ProcessEngineConfigurationImpl configuration = new StandaloneInMemProcessEngineConfiguration();
    configuration.setProcessEngineName("models");
    configuration.setJdbcUrl("jdbc:h2:mem:models;DB_CLOSE_DELAY=-1");
    configuration.setJobExecutorActivate(false);
    configuration.setEnableExceptionsAfterUnhandledBpmnError(true);
    configuration.setMetricsEnabled(false);
    configuration.setBeans(beans);
    configuration
        .getProcessEnginePlugins()
        .add(
            new RecordPlugin(
                new RunStartListener(PLANS, RECORD, RECORD, values, new Random(1), CLOCK),
                execution -> {},
                new StepRecord(RECORD, CLOCK),
                task -> {},
                List.of()));
    configuration
        .getProcessEnginePlugins()
        .add(
            new PathPlugin(
                new PathListener(
                    PLANS,
                    new ReplayedSources(
                        new SourceDrivers(List.of(new MadeUpLogSource("made-up", false)))),
                    new StepRecord(RECORD, CLOCK))));
    ProcessEngine engine = configuration.buildProcessEngine();
    deploy(engine);
    return engine;
  }

  private static void deploy(ProcessEngine engine) {
    DeploymentBuilder deployment = engine.getRepositoryService().createDeployment();
    for (Path file : Models.deployed()) {
      deployment.addString(String.valueOf(file.getFileName()), Models.text(file));
    }
    deployment.deploy();
  }
}
