package io.drillbook.engine.security;

import io.drillbook.engine.SystemActor;
import java.util.List;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;

/** Reads people and their groups from the engine, always anew: a removed right is gone at once. */
final class Accounts {
  private final IdentityService identity;
  private final SystemActor actor;

  Accounts(IdentityService identity) {
    this.identity = identity;
    this.actor = new SystemActor(identity);
  }

  /** The account of a user that exists. */
  Optional<Account> find(String user) {
    return stored(user).map(found -> new Account(found.getId(), groups(found.getId())));
  }

  /** The name of an account, if there is one of that name. */
  Optional<String> name(String user) {
    return stored(user).map(User::getId);
  }

  /** The stored form of a password, for telling whether it has changed. */
  Optional<String> storedPassword(String user) {
    return stored(user).map(User::getPassword);
  }

  /** Whether the password is the user's. */
  boolean isPassword(String user, String password) {
    return actor.call(() -> identity.checkPassword(user, password));
  }

  /** Whether the password satisfies the engine's policy. */
  boolean isStrongEnough(String user, String password) {
    return stored(user).map(found -> identity.checkPasswordAgainstPolicy(password, found)).stream()
        .anyMatch(result -> result.isValid());
  }

  /** Sets a new password, in the name of who is set on the engine. */
  void changePassword(String user, String password) {
    stored(user)
        .ifPresent(
            found -> {
              found.setPassword(password);
              identity.saveUser(found);
            });
  }

  /** As Drillbook: who is logged in already may not see the account that logs in now. */
  private Optional<User> stored(String user) {
    return actor.call(
        () -> Optional.ofNullable(identity.createUserQuery().userId(user).singleResult()));
  }

  private List<String> groups(String user) {
    return actor.call(
        () ->
            identity.createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .toList());
  }
}
