package io.drillbook.engine.access;

import static org.camunda.bpm.engine.authorization.Resources.APPLICATION;
import static org.camunda.bpm.engine.authorization.Resources.PROCESS_DEFINITION;

import java.util.List;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.HistoricProcessInstancePermissions;
import org.camunda.bpm.engine.authorization.HistoricTaskPermissions;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resource;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.authorization.UserOperationLogCategoryPermissions;

/**
 * What each group may do. Work on tasks is granted by the engine, task by task, to the group that a
 * task is for.
 */
final class Grants {
  /** What a person may start by hand; everything else is started by a runbook or a timer. */
  static final List<String> STARTED_BY_HAND =
      List.of(
          "take-backup",
          "check-recovery-points",
          "restore-system",
          "run-drill",
          "recover-from-disaster",
          "expire-recovery-points",
          "rotate-keys",
          "check-readiness",
          "fail-back");

  /** What approvers may start too; whoever starts it does not approve it. */
  private static final List<String> STARTED_BY_APPROVERS = List.of("expire-recovery-points");

  private static final String EVERY = Authorization.ANY;

  private final AuthorizationService authorizations;

  Grants(AuthorizationService authorizations) {
    this.authorizations = authorizations;
  }

  /** Lets administrators do everything; the engine gives them nothing by itself. */
  void ensureAdministration() {
    for (Resource resource : Resources.values()) {
      grant(Role.ADMIN, resource, EVERY, Permissions.ALL);
    }
  }

  /** Adds the grants that are missing; it takes none away. */
  void ensure() {
    for (Role role : List.of(Role.ONCALL, Role.APPROVERS, Role.MANAGERS, Role.AUDITORS)) {
      see(role);
    }
    start(Role.ONCALL, STARTED_BY_HAND);
    start(Role.APPROVERS, STARTED_BY_APPROVERS);
    audit(Role.AUDITORS);
  }

  private void see(Role role) {
    grant(role, APPLICATION, "tasklist", Permissions.ACCESS);
    grant(role, APPLICATION, "cockpit", Permissions.ACCESS);
    grant(
        role,
        PROCESS_DEFINITION,
        EVERY,
        ProcessDefinitionPermissions.READ,
        ProcessDefinitionPermissions.READ_INSTANCE,
        ProcessDefinitionPermissions.READ_HISTORY);
    grant(role, Resources.DECISION_DEFINITION, EVERY, Permissions.READ, Permissions.READ_HISTORY);
    grant(role, Resources.GROUP, EVERY, Permissions.READ);
    // Whoever works an incident must see who is waited for; working a task is granted task by task.
    grant(role, Resources.TASK, EVERY, Permissions.READ);
  }

  private void start(Role role, List<String> processes) {
    grant(role, Resources.PROCESS_INSTANCE, EVERY, Permissions.CREATE);
    for (String process : processes) {
      grant(role, PROCESS_DEFINITION, process, ProcessDefinitionPermissions.CREATE_INSTANCE);
    }
  }

  private void audit(Role role) {
    for (Resource resource :
        List.of(
            Resources.PROCESS_INSTANCE,
            Resources.TASK,
            Resources.DEPLOYMENT,
            Resources.DECISION_REQUIREMENTS_DEFINITION,
            Resources.FILTER,
            Resources.USER,
            Resources.AUTHORIZATION)) {
      grant(role, resource, EVERY, Permissions.READ);
    }
    grant(role, Resources.BATCH, EVERY, Permissions.READ, Permissions.READ_HISTORY);
    grant(role, Resources.HISTORIC_TASK, EVERY, HistoricTaskPermissions.READ);
    grant(
        role, Resources.HISTORIC_PROCESS_INSTANCE, EVERY, HistoricProcessInstancePermissions.READ);
    grant(role, Resources.OPERATION_LOG_CATEGORY, EVERY, UserOperationLogCategoryPermissions.READ);
  }

  /** Grants permissions on one resource, unless the group has a grant on it already. */
  void grant(Role role, Resource resource, String id, Permission... permissions) {
    boolean present =
        authorizations
                .createAuthorizationQuery()
                .groupIdIn(role.group())
                .resourceType(resource)
                .resourceId(id)
                .count()
            > 0;
    if (present) {
      return;
    }
    Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
    grant.setGroupId(role.group());
    grant.setResource(resource);
    grant.setResourceId(id);
    grant.setPermissions(permissions);
    authorizations.saveAuthorization(grant);
  }

  /** Grants permissions on one resource to one person, unless there is such a grant already. */
  void grantTo(String person, Resource resource, String id, Permission... permissions) {
    boolean present =
        authorizations
                .createAuthorizationQuery()
                .userIdIn(person)
                .resourceType(resource)
                .resourceId(id)
                .count()
            > 0;
    if (present) {
      return;
    }
    Authorization grant = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
    grant.setUserId(person);
    grant.setResource(resource);
    grant.setResourceId(id);
    grant.setPermissions(permissions);
    authorizations.saveAuthorization(grant);
  }
}
