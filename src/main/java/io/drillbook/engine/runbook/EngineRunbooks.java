package io.drillbook.engine.runbook;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.engine.SystemActor;
import io.drillbook.spi.runbook.Runbooks;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.identity.Group;

/** Starts runbooks on the embedded engine in the name of whoever asked. */
public final class EngineRunbooks implements Runbooks {
  private final RuntimeService runtime;
  private final IdentityService identity;
  private final SystemActor actor;

  /** Runbooks of this engine. */
  public EngineRunbooks(RuntimeService runtime, IdentityService identity, SystemActor actor) {
    this.runtime = runtime;
    this.identity = identity;
    this.actor = actor;
  }

  @Override
  public void start(
      String processId, String runId, Map<String, String> variables, String startedBy) {
    Map<String, Object> values = new LinkedHashMap<>();
    variables.forEach(
        (name, value) -> values.put("source".equals(name) ? Variables.ONLY_SOURCE : name, value));
    try {
      actor.callAs(
          startedBy,
          groups(startedBy),
          () -> runtime.startProcessInstanceByKey(processId, runId, values));
    } catch (AuthorizationException e) {
      throw new Fault(
          FaultCode.NOT_ALLOWED,
          "unable to start the runbook '" + processId + "' for '" + startedBy + "'",
          "Members of the group oncall start runbooks; approvers may start an expiry.",
          e);
    } catch (ProcessEngineException e) {
      throw faultBehind(e);
    }
  }

  private List<String> groups(String user) {
    if (user.startsWith("timer:")) {
      return List.of("camunda-admin");
    }
    return actor.call(
        () ->
            identity.createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .toList());
  }

  private static RuntimeException faultBehind(ProcessEngineException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof Fault fault) {
        return fault;
      }
    }
    return e;
  }
}
