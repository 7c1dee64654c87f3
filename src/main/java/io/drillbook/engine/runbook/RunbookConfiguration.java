package io.drillbook.engine.runbook;

import io.drillbook.domain.record.Pause;
import io.drillbook.domain.system.ServerConfiguration;
import io.drillbook.engine.SystemActor;
import io.drillbook.engine.access.EnginePeople;
import io.drillbook.engine.guard.AnswerCheck;
import io.drillbook.engine.guard.EngineVotes;
import io.drillbook.engine.guard.FormCatalog;
import io.drillbook.engine.guard.GoalCheck;
import io.drillbook.engine.guard.GuardPlugin;
import io.drillbook.engine.guard.RefusedTries;
import io.drillbook.engine.people.LevelCalls;
import io.drillbook.engine.people.StuckStepHandler;
import io.drillbook.engine.people.TaskBriefing;
import io.drillbook.engine.people.TaskCalls;
import io.drillbook.engine.people.TaskPeopleListener;
import io.drillbook.engine.record.RecordPlugin;
import io.drillbook.engine.record.RunEndListener;
import io.drillbook.engine.record.StepRecord;
import io.drillbook.engine.schedule.ClockWatch;
import io.drillbook.engine.schedule.ScheduleSupervisor;
import io.drillbook.engine.schedule.ScheduleWatch;
import io.drillbook.engine.work.EngineRunControl;
import io.drillbook.engine.work.LeaseSettings;
import io.drillbook.engine.work.LeasedSteps;
import io.drillbook.engine.work.StepAttempts;
import io.drillbook.engine.work.StepFacts;
import io.drillbook.engine.work.StepWorker;
import io.drillbook.spi.people.People;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.RunControl;
import io.drillbook.spi.runbook.RunModels;
import io.drillbook.spi.runbook.Runbooks;
import io.drillbook.spi.runbook.Votes;
import io.drillbook.spi.store.CatalogStore;
import io.drillbook.spi.store.ProgressStore;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunModelStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.store.ScheduleStore;
import io.drillbook.usecase.approval.CallNextLevel;
import io.drillbook.usecase.incident.TellAboutRun;
import io.drillbook.usecase.readiness.FireSchedule;
import io.drillbook.usecase.readiness.NextDue;
import io.drillbook.usecase.readiness.SettleSchedule;
import io.drillbook.usecase.readiness.TellOfMissed;
import io.drillbook.usecase.restore.ReplayedSources;
import io.drillbook.usecase.restore.SelectRecoveryPoint;
import java.lang.management.ManagementFactory;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.random.RandomGenerator;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Everything that makes the engine run the runbooks: listeners, guards, workers, clock and
 * schedules.
 */
@Configuration(proxyBeanMethods = false)
@Import(WatchConfiguration.class)
public class RunbookConfiguration {
  @Bean
  StartValues startValues(Clock clock) {
    return new StartValues(clock);
  }

  @Bean
  RunModels runModels(
      ObjectProvider<ProcessEngine> engine,
      ObjectProvider<SystemActor> actor,
      RunModelStore noted) {
    return new HistoricModels(engine::getObject, actor::getObject, noted);
  }

  @Bean
  RunbookFacts runbookFacts(Plans plans) {
    return new RunbookFacts(plans);
  }

  @Bean
  RunbookClock runbookClock(Plans plans, StartValues values, Clock clock) {
    return new RunbookClock(plans, values, clock);
  }

  @Bean
  ApprovalFacts approvalFacts(RecordStore record, Plans plans) {
    return new ApprovalFacts(record, plans);
  }

  @Bean
  LevelCalls levelCalls(RecordStore record, TaskCalls calls, Clock clock) {
    return new LevelCalls(new CallNextLevel(record, clock), record, calls);
  }

  @Bean
  StepRecord stepRecord(RecordStore record, Clock clock) {
    return new StepRecord(record, clock);
  }

  @Bean
  StepFacts stepFacts(RecordStore record, Clock clock) {
    return new StepFacts(record, clock);
  }

  @Bean
  TaskCalls taskCalls(TellAboutRun tell) {
    return new TaskCalls(tell);
  }

  @Bean
  TaskPeopleListener taskPeopleListener(
      RunStore runs,
      RecordStore record,
      CatalogStore catalog,
      TaskCalls calls,
      Plans plans,
      ReplayedSources replayed,
      ServerConfiguration configuration,
      Clock clock) {
    TaskBriefing briefing =
        new TaskBriefing(runs, record, catalog, replayed, configuration.server().linkBase(), clock);
    return new TaskPeopleListener(record, briefing, calls, plans, clock);
  }

  @Bean
  ProcessEnginePlugin recordPlugin(
      Plans plans,
      RunStore runs,
      RecordStore record,
      StartValues values,
      RandomGenerator random,
      StepRecord steps,
      TaskPeopleListener tasks,
      TaskCalls calls,
      StartJudge judge,
      RunModelStore models,
      Clock clock) {
    return new RecordPlugin(
        new NotedModels(
            new RunStartListener(plans, runs, record, values, random, clock, judge), runs, models),
        new NotedModels(new RunEndListener(runs, record, plans, clock), runs, models),
        steps,
        tasks,
        List.of(new StuckStepHandler(calls)));
  }

  @Bean
  ProcessEnginePlugin pathPlugin(Plans plans, ReplayedSources replayed, StepRecord steps) {
    return new PathPlugin(new PathListener(plans, replayed, steps));
  }

  @Bean
  ProcessEnginePlugin guardPlugin(
      CatalogStore catalog,
      Plans plans,
      RecordStore record,
      SelectRecoveryPoint select,
      Clock clock) {
    GoalCheck goals = new GoalCheck(plans, select, clock);
    return new GuardPlugin(
        new AnswerCheck(new FormCatalog(), catalog, plans, goals), record, clock);
  }

  @Bean
  RefusedTries refusedTries(
      ProcessEngine engine, SystemActor actor, RecordStore record, Clock clock) {
    return RefusedTries.at(engine, actor, record, clock);
  }

  @Bean
  People people(ProcessEngine engine) {
    return new EnginePeople(engine.getIdentityService());
  }

  @Bean
  Votes votes(
      ProcessEngine engine,
      SystemActor actor,
      People people,
      PlatformTransactionManager transactions) {
    return new EngineVotes(
        engine.getTaskService(),
        engine.getRuntimeService(),
        actor,
        people,
        new TransactionTemplate(transactions));
  }

  @Bean
  Runbooks runbooks(ProcessEngine engine, SystemActor actor) {
    return new EngineRunbooks(engine.getRuntimeService(), engine.getIdentityService(), actor);
  }

  @Bean
  LeaseSettings leaseSettings() {
    LeaseSettings standard = LeaseSettings.standard();
    long seconds = Long.getLong("drillbook.lease.seconds", standard.lock().toSeconds());
    return new LeaseSettings(
        Duration.ofSeconds(seconds),
        standard.poll(),
        standard.workers(),
        standard.retryAfter(),
        standard.tries());
  }

  @Bean
  LeasedSteps leasedSteps(
      ProcessEngine engine,
      List<StepWorker> workers,
      RecordStore record,
      ProgressStore progress,
      PlatformTransactionManager transactions,
      LeaseSettings settings,
      SystemActor actor,
      Clock clock) {
    String worker = ManagementFactory.getRuntimeMXBean().getName();
    StepAttempts attempts =
        new StepAttempts(
            engine.getExternalTaskService(),
            record,
            new RunbookModels(engine.getRepositoryService()),
            new TransactionTemplate(transactions),
            settings,
            clock,
            worker);
    return new LeasedSteps(
            engine.getExternalTaskService(),
            workers,
            attempts,
            progress,
            settings,
            actor,
            clock,
            worker)
        .heldBy(run -> run != null && Pause.isOn(record.entries(run)));
  }

  @Bean
  RunControl runControl(ProcessEngine engine, LeasedSteps steps, SystemActor actor) {
    return new EngineRunControl(
        engine.getRuntimeService(), engine.getHistoryService(), steps, actor);
  }

  @Bean
  ScheduleSupervisor scheduleSupervisor(
      ProcessEngine engine,
      ScheduleStore schedules,
      Plans plans,
      PlatformTransactionManager transactions,
      SystemActor actor,
      Clock clock) {
    return new ScheduleSupervisor(
        engine.getRuntimeService(),
        schedules,
        plans,
        new TransactionTemplate(transactions),
        actor,
        new ClockWatch(clock, System::nanoTime));
  }

  @Bean
  ScheduleWatch scheduleWatch(
      Plans plans,
      SettleSchedule settleSchedule,
      NextDue nextDue,
      FireSchedule fireSchedule,
      TellOfMissed tellOfMissed,
      Runbooks runbooks,
      ScheduleStore schedules,
      ScheduleSupervisor supervisor,
      Clock clock) {
    return new ScheduleWatch(
        plans,
        settleSchedule,
        nextDue,
        fireSchedule,
        tellOfMissed,
        runbooks,
        schedules,
        supervisor,
        clock);
  }
}
