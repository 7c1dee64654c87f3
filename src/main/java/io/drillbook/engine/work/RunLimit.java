package io.drillbook.engine.work;

import java.util.LinkedHashMap;
import java.util.Map;
import org.camunda.bpm.engine.ExternalTaskService;
import org.camunda.bpm.engine.externaltask.ExternalTask;

/** How many more steps of one kind may begin in each run; what other servers work counts. */
final class RunLimit {
  private RunLimit() {}

  /** By run, where one waits and may begin. Two servers at one moment may each begin the last. */
  static Map<String, Integer> free(ExternalTaskService tasks, StepWorker worker) {
    Map<String, Integer> free = new LinkedHashMap<>();
    String topic = worker.topic();
    for (ExternalTask task :
        tasks.createExternalTaskQuery().topicName(topic).notLocked().withRetriesLeft().list()) {
      free.computeIfAbsent(task.getBusinessKey(), worker::atMostOf);
    }
    if (!free.isEmpty()) {
      tasks.createExternalTaskQuery().topicName(topic).locked().list().stream()
          .map(ExternalTask::getBusinessKey)
          .forEach(run -> free.computeIfPresent(run, (key, left) -> left - 1));
    }
    free.values().removeIf(left -> left <= 0);
    return free;
  }
}
