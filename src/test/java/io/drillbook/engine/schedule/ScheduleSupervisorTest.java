package io.drillbook.engine.schedule;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.config.PlanFixture;
import io.drillbook.domain.schedule.ScheduledWork;
import io.drillbook.engine.SystemActor;
import io.drillbook.usecase.Stores;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.junit.jupiter.api.Test;
import org.mockito.Mockito;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** An engine that starts watches, and does not answer which there are. */
class ScheduleSupervisorTest {
  /** The clock's watch calls it too, and would end for ever by what it throws. */
  @Test
  void whereTheEngineDoesNotSayWhatIsWatchedEveryScheduleIsWatchedAllTheSame() {
    RuntimeService runtime = Mockito.mock(RuntimeService.class);
    Mockito.when(runtime.createProcessInstanceQuery())
        .thenThrow(new ProcessEngineException("the database does not answer"));
    ProcessInstance watch = Mockito.mock(ProcessInstance.class);
    Mockito.when(watch.getId()).thenReturn("watch");
    Mockito.when(runtime.startProcessInstanceByKey(Mockito.any(), Mockito.any(), Mockito.anyMap()))
        .thenReturn(watch);
    try (Stores stores = new Stores()) {
      ScheduleSupervisor supervisor =
          new ScheduleSupervisor(
              runtime,
              stores.schedules,
              PlanFixture.plans(),
              new TransactionTemplate(Mockito.mock(PlatformTransactionManager.class)),
              new SystemActor(Mockito.mock(IdentityService.class)),
              new ClockWatch(Clock.systemUTC(), System::nanoTime));
      supervisor.start();
      supervisor.stop();
      List<ScheduledWork> wanted = ScheduledWork.of(PlanFixture.shop());
      assertThat(wanted).isNotEmpty();
      assertThat(wanted)
          .allSatisfy(
              work ->
                  assertThat(stores.schedules.chain(work.system(), work.schedule()))
                      .isEqualTo(Optional.of("watch")));
    }
  }
}
