package io.drillbook.engine.access;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;

/**
 * Acts on the engine in somebody's name: without a name the engine checks no authorization and
 * writes no operation log.
 */
public final class EngineActor {
  private static final String SERVER = "drillbook";

  private final IdentityService identity;

  public EngineActor(IdentityService identity) {
    this.identity = identity;
  }

  /** Runs something as the server itself, with an administrator's rights. */
  public void asServer(Runnable action) {
    as(SERVER, List.of(Role.ADMIN.group()), action);
  }

  /** Runs something as a person; whoever acted before on this thread is put back afterwards. */
  public void as(String user, List<String> groups, Runnable action) {
    var before = identity.getCurrentAuthentication();
    identity.setAuthentication(user, groups);
    try {
      action.run();
    } finally {
      identity.setAuthentication(before);
    }
  }
}
