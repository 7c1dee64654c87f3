package io.drillbook.engine.guard;

import io.drillbook.engine.SystemActor;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;

/** Puts the guarded services in the place of the engine's own. */
public final class GuardPlugin extends AbstractProcessEnginePlugin {
  private final AnswerCheck answers;
  private final RecordStore record;
  private final Clock clock;
  private final GuardedTaskService tasks = new GuardedTaskService();
  private final GuardedFormService forms = new GuardedFormService();

  /** A plugin whose refusals go to this record. */
  public GuardPlugin(AnswerCheck answers, RecordStore record, Clock clock) {
    this.answers = answers;
    this.record = record;
    this.clock = clock;
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    configuration.setTaskService(tasks);
    configuration.setFormService(forms);
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine engine) {
    OpenTasks open = new OpenTasks(engine, new SystemActor(engine.getIdentityService()));
    TaskGuard guard = new TaskGuard(open, answers, record, clock);
    tasks.guardedBy(guard);
    forms.guardedBy(guard);
  }
}
