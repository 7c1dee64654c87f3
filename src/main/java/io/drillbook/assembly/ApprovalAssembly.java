package io.drillbook.assembly;

import io.drillbook.spi.people.People;
import io.drillbook.spi.plan.Plans;
import io.drillbook.spi.runbook.RunControl;
import io.drillbook.spi.runbook.Votes;
import io.drillbook.spi.store.RecordStore;
import io.drillbook.spi.store.RunStore;
import io.drillbook.spi.store.UnitOfWork;
import io.drillbook.usecase.RunIds;
import io.drillbook.usecase.approval.AskForApproval;
import io.drillbook.usecase.approval.CastVote;
import io.drillbook.usecase.approval.ConcludeApproval;
import io.drillbook.usecase.approval.CountVotes;
import io.drillbook.usecase.approval.ShowApproval;
import io.drillbook.usecase.incident.AddHandSteps;
import io.drillbook.usecase.incident.EnterIncident;
import io.drillbook.usecase.incident.ForecastRecovery;
import io.drillbook.usecase.incident.NoteEditedPlan;
import io.drillbook.usecase.incident.RestoreLater;
import io.drillbook.usecase.incident.SteerRun;
import io.drillbook.usecase.incident.TellAboutRun;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The use cases around approvals, and around steering a run, as beans. */
@Configuration(proxyBeanMethods = false)
class ApprovalAssembly {
  @Bean
  AskForApproval askForApproval(Plans plans, RecordStore record, People people, Clock clock) {
    return new AskForApproval(plans, record, people, clock);
  }

  @Bean
  CountVotes countVotes(RecordStore record, People people, Clock clock) {
    return new CountVotes(record, people, clock);
  }

  @Bean
  ConcludeApproval concludeApproval(RecordStore record, CountVotes votes, Clock clock) {
    return new ConcludeApproval(record, votes, clock);
  }

  @Bean
  ShowApproval showApproval(RecordStore record, People people, Clock clock) {
    return new ShowApproval(record, people, clock);
  }

  @Bean
  CastVote castVote(RecordStore record, People people, Votes votes, Clock clock) {
    return new CastVote(record, people, votes, clock);
  }

  @Bean
  AddHandSteps addHandSteps(
      RunStore runs, RecordStore record, People people, UnitOfWork atOnce, Clock clock) {
    return new AddHandSteps(runs, record, people, atOnce, clock);
  }

  @Bean
  EnterIncident enterIncident(
      Plans plans,
      RunStore runs,
      RecordStore record,
      People people,
      UnitOfWork atOnce,
      RunIds ids,
      Clock clock) {
    return new EnterIncident(plans, runs, record, people, atOnce, ids, clock);
  }

  @Bean
  SteerRun steerRun(
      RunStore runs,
      RecordStore record,
      People people,
      RunControl control,
      TellAboutRun tell,
      UnitOfWork atOnce,
      RestoreLater later,
      Clock clock) {
    return new SteerRun(runs, record, people, control, tell, atOnce, later, clock);
  }

  @Bean
  RestoreLater restoreLater(RecordStore record, ForecastRecovery forecast, Clock clock) {
    return new RestoreLater(record, forecast, clock);
  }

  @Bean
  NoteEditedPlan noteEditedPlan(
      Plans plans, RunStore runs, RecordStore record, Votes votes, Clock clock) {
    return new NoteEditedPlan(plans, runs, record, votes, clock);
  }
}
