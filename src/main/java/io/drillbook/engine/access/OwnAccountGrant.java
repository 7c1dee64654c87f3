package io.drillbook.engine.access;

import java.util.Arrays;
import org.camunda.bpm.engine.authorization.Permissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.cfg.auth.DefaultAuthorizationProvider;
import org.camunda.bpm.engine.impl.persistence.entity.AuthorizationEntity;

/**
 * What a new account may do with itself: read it and change its password. The engine's own rule
 * also lets it delete itself, with the trace of who it was.
 */
public final class OwnAccountGrant extends DefaultAuthorizationProvider {
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
}
