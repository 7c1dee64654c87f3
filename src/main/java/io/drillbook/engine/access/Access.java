package io.drillbook.engine.access;

import io.drillbook.engine.SystemActor;
import java.nio.file.Path;
import java.util.function.BiConsumer;
import org.camunda.bpm.engine.ProcessEngine;
import org.springframework.transaction.support.TransactionTemplate;

/** Groups, first accounts, grants and task lists: brought to what they must be at each start. */
public final class Access {
  private final SystemActor actor;
  private final FirstUsers users;
  private final Grants grants;
  private final TaskFilters filters;

  /**
   * Works on an engine.
   *
   * @param firstLoginFile where the one-time passwords go: user, group and password per line
   * @param privateWriter writes a file that only its owner may read
   */
  public Access(
      ProcessEngine engine,
      TransactionTemplate transaction,
      Path firstLoginFile,
      BiConsumer<Path, String> privateWriter) {
    actor = new SystemActor(engine.getIdentityService());
    users = new FirstUsers(engine.getIdentityService(), transaction, firstLoginFile, privateWriter);
    grants = new Grants(engine.getAuthorizationService());
    filters =
        new TaskFilters(
            engine.getFilterService(),
            engine.getTaskService(),
            engine.getIdentityService(),
            grants);
  }

  /** Adds what is missing. */
  public void ensure() {
    // Without a name yet: the server's own name works by these grants.
    grants.ensureAdministration();
    actor.run(
        () -> {
          users.ensure();
          grants.ensure();
          filters.ensure();
        });
  }
}
