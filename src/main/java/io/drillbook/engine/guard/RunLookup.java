package io.drillbook.engine.guard;

import io.drillbook.engine.SystemActor;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Execution;
import org.camunda.bpm.engine.runtime.ProcessInstance;

/** Finds the runs that somebody reached for, by whatever id of the engine was given. */
final class RunLookup {
  private final ProcessEngine engine;
  private final SystemActor actor;

  RunLookup(ProcessEngine engine, SystemActor actor) {
    this.engine = engine;
    this.actor = actor;
  }

  /**
   * The runs behind ids of runs, instances, executions, tasks, jobs, external tasks or definitions.
   */
  Set<String> runs(Collection<String> ids) {
    return actor.call(
        () -> {
          Set<String> runs = new TreeSet<>();
          ids.forEach(id -> runs.addAll(runs(id)));
          return runs;
        });
  }

  private Set<String> runs(String id) {
    RuntimeService runtime = engine.getRuntimeService();
    Set<String> instances = new LinkedHashSet<>(Set.of(id));
    for (Execution found : runtime.createExecutionQuery().executionId(id).list()) {
      instances.add(found.getProcessInstanceId());
    }
    engine.getTaskService().createTaskQuery().taskId(id).list().stream()
        .map(task -> task.getProcessInstanceId())
        .forEach(instances::add);
    engine.getManagementService().createJobQuery().jobId(id).list().stream()
        .map(job -> job.getProcessInstanceId())
        .forEach(instances::add);
    engine.getExternalTaskService().createExternalTaskQuery().externalTaskId(id).list().stream()
        .map(step -> step.getProcessInstanceId())
        .forEach(instances::add);
    instances.remove(null);
    Set<String> runs = new TreeSet<>();
    runtime
        .createProcessInstanceQuery()
        .processInstanceIds(instances)
        .list()
        .forEach(found -> add(runs, found));
    List.of(
            runtime.createProcessInstanceQuery().processInstanceBusinessKey(id).list(),
            runtime.createProcessInstanceQuery().processDefinitionId(id).list())
        .forEach(found -> found.forEach(instance -> add(runs, instance)));
    return runs;
  }

  private static void add(Set<String> runs, ProcessInstance instance) {
    String key = instance.getBusinessKey();
    if (key != null && !key.startsWith("schedule:")) {
      runs.add(key);
    }
  }
}
