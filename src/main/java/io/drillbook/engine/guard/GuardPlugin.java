package io.drillbook.engine.guard;

import io.drillbook.engine.SystemActor;
import io.drillbook.spi.store.RecordStore;
import java.time.Clock;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.ExternalTaskServiceImpl;
import org.camunda.bpm.engine.impl.RuntimeServiceImpl;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;

/** Puts the guarded services in the place of the engine's own. */
public final class GuardPlugin extends AbstractProcessEnginePlugin {
  /** Looking, starting, and for administrators ending: that is on the record with their name. */
  private static final Pattern RUNS =
      Pattern.compile(
          "create\\w*Query|createNative\\w*|get\\w*|startProcessInstanceBy(Id|Key)"
              + "|createProcessInstanceBy(Id|Key)|deleteProcessInstance\\w*"
              + "|(set|clear)AnnotationForIncidentById");

  /** Looking, and letting a step be tried again. */
  private static final Pattern STEPS =
      Pattern.compile("create\\w*Query|get\\w*|setRetries\\w*|updateRetries\\w*");

  private final AnswerCheck answers;
  private final RecordStore record;
  private final Clock clock;
  private final GuardedTaskService tasks = new GuardedTaskService();
  private final GuardedFormService forms = new GuardedFormService();
  private ProcessEngine engine;
  private RefusedTries tries;

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
    configuration.setRuntimeService(
        GuardedService.of(new RuntimeServiceImpl(), RUNS, this::who, () -> tries));
    configuration.setExternalTaskService(
        GuardedService.of(new ExternalTaskServiceImpl(), STEPS, this::who, () -> tries));
    configuration.setManagementService(
        new GuardedManagementService(configuration, this::who, () -> tries));
  }

  @Override
  public void postProcessEngineBuild(ProcessEngine built) {
    engine = built;
    SystemActor actor = new SystemActor(built.getIdentityService());
    OpenTasks open = new OpenTasks(built, actor);
    TaskGuard guard = new TaskGuard(open, answers, record, clock);
    tasks.guardedBy(guard);
    forms.guardedBy(guard);
    tries = RefusedTries.at(built, actor, record, clock);
  }

  private Authentication who() {
    return engine == null ? null : engine.getIdentityService().getCurrentAuthentication();
  }
}
