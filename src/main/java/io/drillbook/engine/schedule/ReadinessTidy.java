package io.drillbook.engine.schedule;

import io.drillbook.engine.SystemActor;
import io.drillbook.spi.store.RunStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.history.HistoricProcessInstance;

/**
 * Removes from the engine's history the checks of readiness that found nothing new, and the watches
 * that started them, after a day: forty-eight a day of each system would else be most of it. A
 * check that found a change is a run and stays.
 */
public final class ReadinessTidy {
  private static final Duration KEEP = Duration.ofDays(1);
  private static final int AT_ONCE = 500;

  private final HistoryService history;
  private final RunStore runs;
  private final SystemActor actor;
  private final Clock clock;

  /** Tidies this history. */
  public ReadinessTidy(HistoryService history, RunStore runs, SystemActor actor, Clock clock) {
    this.history = history;
    this.runs = runs;
    this.actor = actor;
    this.clock = clock;
  }

  /** Removes what is due, a part at a time. */
  public int tidy() {
    Date before = Date.from(Instant.now(clock).minus(KEEP));
    return actor.call(
        () -> {
          List<String> checks =
              history
                  .createHistoricProcessInstanceQuery()
                  .processDefinitionKey("check-readiness")
                  .finishedBefore(before)
                  .orderByProcessInstanceEndTime()
                  .desc()
                  .listPage(0, AT_ONCE)
                  .stream()
                  .filter(it -> runs.find(it.getBusinessKey()).isEmpty())
                  .map(HistoricProcessInstance::getId)
                  .toList();
          List<String> watches =
              history
                  .createHistoricProcessInstanceQuery()
                  .processDefinitionKey("watch-schedule")
                  .processInstanceBusinessKeyLike("schedule:%:readiness")
                  .finishedBefore(before)
                  .listPage(0, AT_ONCE)
                  .stream()
                  .map(HistoricProcessInstance::getId)
                  .toList();
          remove(checks);
          remove(watches);
          return checks.size() + watches.size();
        });
  }

  private void remove(List<String> instances) {
    if (!instances.isEmpty()) {
      history.deleteHistoricProcessInstancesIfExists(instances);
    }
  }
}
