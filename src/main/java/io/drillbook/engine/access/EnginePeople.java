package io.drillbook.engine.access;

import io.drillbook.engine.SystemActor;
import io.drillbook.spi.people.People;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;

/** People as the engine knows them, past the caller's own permissions. */
public final class EnginePeople implements People {
  private final IdentityService identity;
  private final SystemActor actor;

  /** People of this engine. */
  public EnginePeople(IdentityService identity) {
    this.identity = identity;
    this.actor = new SystemActor(identity);
  }

  // A membership may outlive its account, and somebody may get the name again.
  @Override
  public Set<String> groupsOf(String person) {
    return actor.call(
        () ->
            identity.createUserQuery().userId(person).count() == 0
                ? Set.of()
                : identity.createGroupQuery().groupMember(person).list().stream()
                    .map(Group::getId)
                    .collect(Collectors.toUnmodifiableSet()));
  }

  @Override
  public List<String> membersOf(String group) {
    return members(group).stream().map(User::getId).toList();
  }

  @Override
  public List<String> mailsOf(String group) {
    return members(group).stream()
        .map(User::getEmail)
        .filter(mail -> mail != null && !mail.isBlank())
        .map(String::strip)
        .toList();
  }

  private List<User> members(String group) {
    return actor.call(() -> identity.createUserQuery().memberOfGroup(group).list());
  }
}
