package io.drillbook.engine;

import java.util.List;
import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.impl.identity.Authentication;

/**
 * Drillbook itself as an actor of the engine: without an authenticated user the engine writes no
 * operation log for what our own code does.
 */
public final class SystemActor {
  /** The name in logs and in the record. */
  public static final String NAME = "drillbook";

  private final IdentityService identity;

  /** An actor on this engine. */
  public SystemActor(IdentityService identity) {
    this.identity = identity;
  }

  /** Runs something as Drillbook; the caller's own identity is back afterwards. */
  public void run(Runnable action) {
    call(
        () -> {
          action.run();
          return null;
        });
  }

  /** Runs something as Drillbook and gives its result. */
  public <T> T call(Supplier<T> action) {
    return callAs(NAME, List.of("camunda-admin"), action);
  }

  /** Runs something in the name of somebody. */
  public <T> T callAs(String user, List<String> groups, Supplier<T> action) {
    Authentication before = identity.getCurrentAuthentication();
    identity.setAuthentication(user, groups);
    try {
      return action.get();
    } finally {
      identity.clearAuthentication();
      if (before != null) {
        identity.setAuthentication(before);
      }
    }
  }
}
