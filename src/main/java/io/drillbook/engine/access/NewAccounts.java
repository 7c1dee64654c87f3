package io.drillbook.engine.access;

import io.drillbook.engine.SystemActor;
import java.util.Arrays;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;

/**
 * What a new account may do with itself: read it and change its password. The engine's own rule
 * also lets it delete itself, with the trace of who it was. Who joins a group that works on tasks
 * gets a list of the own in Tasklist, in the transaction of the membership.
 */
public final class NewAccounts extends DefaultAuthorizationProvider {
  @Override
  public AuthorizationEntity[] newUser(User user) {
    AuthorizationEntity[] grants = super.newUser(user);
    Arrays.stream(grants)
        .filter(grant -> grant.getResourceType() == Resources.USER.resourceType())
        .forEach(
            grant -> {
              grant.setPermissions(new Permissions[] {Permissions.READ, Permissions.UPDATE});
            });
    return grants;
  }

  @Override
  public AuthorizationEntity[] groupMembershipCreated(String group, String person) {
    if (TaskFilters.works(group)) {
      ProcessEngineConfigurationImpl engine = Context.getProcessEngineConfiguration();
      TaskFilters filters =
          new TaskFilters(
              engine.getFilterService(),
              engine.getTaskService(),
              engine.getIdentityService(),
              new Grants(engine.getAuthorizationService()));
      // Whoever may add members need not be allowed to make lists for others.
      new SystemActor(engine.getIdentityService()).run(() -> filters.ensureMine(person));
    }
    return super.groupMembershipCreated(group, person);
  }
}
