package io.drillbook.engine.people;

import io.drillbook.engine.SystemActor;
import io.drillbook.spi.people.People;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;

/** The engine's users by group. */
public final class EnginePeople implements People {
  private final IdentityService identity;
  private final SystemActor actor;

  /** People of this engine. */
  public EnginePeople(IdentityService identity, SystemActor actor) {
    this.identity = identity;
    this.actor = actor;
  }

  @Override
  public Set<String> members(String group) {
    return actor.call(
        () ->
            identity.createUserQuery().memberOfGroup(group).list().stream()
                .map(User::getId)
                .collect(Collectors.toUnmodifiableSet()));
  }
}
