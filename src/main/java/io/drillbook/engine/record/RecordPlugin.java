package io.drillbook.engine.record;

import io.drillbook.domain.record.StepNature;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.ExecutionListener;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.engine.impl.bpmn.behavior.UserTaskActivityBehavior;
import org.camunda.bpm.engine.impl.bpmn.parser.AbstractBpmnParseListener;
import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParseListener;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.incident.IncidentHandler;
import org.camunda.bpm.engine.impl.persistence.entity.ProcessDefinitionEntity;
import org.camunda.bpm.engine.impl.pvm.process.ActivityImpl;
import org.camunda.bpm.engine.impl.pvm.process.ScopeImpl;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** Hangs the record's listeners on every model, so that no model can forget them. */
public final class RecordPlugin extends AbstractProcessEnginePlugin {
  private final ExecutionListener runStart;
  private final ExecutionListener runEnd;
  private final StepRecord record;
  private final TaskListener tasks;
  private final List<IncidentHandler> incidents;

  /** A plugin with these listeners. */
  public RecordPlugin(
      ExecutionListener runStart,
      ExecutionListener runEnd,
      StepRecord record,
      TaskListener tasks,
      List<IncidentHandler> incidents) {
    this.runStart = runStart;
    this.runEnd = runEnd;
    this.record = record;
    this.tasks = tasks;
    this.incidents = List.copyOf(incidents);
  }

  @Override
  public void preInit(ProcessEngineConfigurationImpl configuration) {
    List<BpmnParseListener> listeners =
        configuration.getCustomPreBPMNParseListeners() == null
            ? new ArrayList<>()
            : new ArrayList<>(configuration.getCustomPreBPMNParseListeners());
    listeners.add(new Hanger());
    configuration.setCustomPreBPMNParseListeners(listeners);
    configuration.setCustomIncidentHandlers(List.copyOf(incidents));
  }

  private final class Hanger extends AbstractBpmnParseListener {
    @Override
    public void parseProcess(Element element, ProcessDefinitionEntity definition) {
      definition.addListener(ExecutionListener.EVENTNAME_START, runStart);
      definition.addListener(ExecutionListener.EVENTNAME_END, runEnd);
    }

    @Override
    public void parseServiceTask(Element element, ScopeImpl scope, ActivityImpl activity) {
      watch(activity, StepNature.AUTOMATED);
    }

    @Override
    public void parseBusinessRuleTask(Element element, ScopeImpl scope, ActivityImpl activity) {
      watch(activity, StepNature.AUTOMATED);
    }

    @Override
    public void parseCallActivity(Element element, ScopeImpl scope, ActivityImpl activity) {
      watch(activity, StepNature.CONTAINER);
    }

    @Override
    public void parseEndEvent(Element element, ScopeImpl scope, ActivityImpl activity) {
      activity.addListener(ExecutionListener.EVENTNAME_START, new OutcomeListener());
    }

    @Override
    public void parseUserTask(Element element, ScopeImpl scope, ActivityImpl activity) {
      UserTaskActivityBehavior behavior = (UserTaskActivityBehavior) activity.getActivityBehavior();
      for (String event :
          List.of(
              TaskListener.EVENTNAME_CREATE,
              TaskListener.EVENTNAME_ASSIGNMENT,
              TaskListener.EVENTNAME_COMPLETE,
              TaskListener.EVENTNAME_DELETE)) {
        behavior.getTaskDefinition().addTaskListener(event, tasks);
      }
    }

    private void watch(ActivityImpl activity, StepNature nature) {
      StepListener steps = new StepListener(record, nature);
      activity.addListener(ExecutionListener.EVENTNAME_START, steps);
      activity.addListener(ExecutionListener.EVENTNAME_END, steps);
    }
  }
}
