package io.drillbook.engine.guard;

import java.util.Date;
import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.ManagementServiceImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.identity.Authentication;
import org.camunda.bpm.engine.impl.management.SetJobRetriesBuilderImpl;
import org.camunda.bpm.engine.impl.management.UpdateJobSuspensionStateBuilderImpl;
import org.camunda.bpm.engine.management.SetJobRetriesBuilder;
import org.camunda.bpm.engine.management.SetJobRetriesByJobsAsyncBuilder;
import org.camunda.bpm.engine.management.SetJobRetriesByProcessAsyncBuilder;
import org.camunda.bpm.engine.management.UpdateJobDefinitionSuspensionStateSelectBuilder;
import org.camunda.bpm.engine.management.UpdateJobSuspensionStateSelectBuilder;

/**
 * The engine's management service: people may let a job be tried again, and nothing else. A job
 * fired, moved or removed by hand would call deputies early, or let a deadline pass.
 */
final class GuardedManagementService extends ManagementServiceImpl {
  private final Supplier<Authentication> who;
  private final Supplier<RefusedTries> tries;

  GuardedManagementService(
      ProcessEngineConfigurationImpl configuration,
      Supplier<Authentication> who,
      Supplier<RefusedTries> tries) {
    super(configuration);
    this.who = who;
    this.tries = tries;
  }

  @Override
  public void executeJob(String jobId) {
    check("fire a job", jobId);
    super.executeJob(jobId);
  }

  @Override
  public void deleteJob(String jobId) {
    check("delete a job", jobId);
    super.deleteJob(jobId);
  }

  @Override
  public void setJobDuedate(String jobId, Date dueDate) {
    check("move a job", jobId);
    super.setJobDuedate(jobId, dueDate);
  }

  @Override
  public void setJobDuedate(String jobId, Date dueDate, boolean cascade) {
    check("move a job", jobId);
    super.setJobDuedate(jobId, dueDate, cascade);
  }

  @Override
  public void recalculateJobDuedate(String jobId, boolean creationDateBased) {
    check("move a job", jobId);
    super.recalculateJobDuedate(jobId, creationDateBased);
  }

  @Override
  public void suspendJobById(String jobId) {
    check("hold a job", jobId);
    super.suspendJobById(jobId);
  }

  @Override
  public void suspendJobByProcessInstanceId(String instanceId) {
    check("hold jobs", instanceId);
    super.suspendJobByProcessInstanceId(instanceId);
  }

  @Override
  public UpdateJobSuspensionStateSelectBuilder updateJobSuspensionState() {
    return new UpdateJobSuspensionStateBuilderImpl(commandExecutor) {
      @Override
      public void suspend() {
        check("hold jobs", jobId == null ? processInstanceId : jobId);
        super.suspend();
      }
    };
  }

  /** A step may be tried again; with a due date of one's own a timer would be moved. */
  @Override
  public SetJobRetriesBuilderImpl setJobRetries(int retries) {
    return new SetJobRetriesBuilderImpl(commandExecutor, retries) {
      @Override
      public SetJobRetriesBuilder dueDate(Date when) {
        check("move a job", jobId);
        return super.dueDate(when);
      }
    };
  }

  @Override
  public SetJobRetriesByJobsAsyncBuilder setJobRetriesByJobsAsync(int retries) {
    check("move jobs", null);
    return super.setJobRetriesByJobsAsync(retries);
  }

  @Override
  public SetJobRetriesByProcessAsyncBuilder setJobRetriesByProcessAsync(int retries) {
    check("move jobs", null);
    return super.setJobRetriesByProcessAsync(retries);
  }

  @Override
  public UpdateJobDefinitionSuspensionStateSelectBuilder updateJobDefinitionSuspensionState() {
    check("hold jobs", null);
    return super.updateJobDefinitionSuspensionState();
  }

  private void check(String what, String id) {
    Authentication authentication = who.get();
    if (authentication == null
        || authentication.getUserId() == null
        || io.drillbook.engine.SystemActor.NAME.equals(authentication.getUserId())) {
      return;
    }
    String why = "Timers belong to the runbook; nobody moves them by hand.";
    tries.get().note(authentication.getUserId(), what, why, id == null ? List.of() : List.of(id));
    throw new AuthorizationException(
        "unable to " + what + " as '" + authentication.getUserId() + "'. " + why);
  }
}
