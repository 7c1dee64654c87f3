package io.drillbook.engine.access;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The accounts of the first start. Each gets a random password that is meant for one use: it works
 * until its owner changes it, and the server reminds of the file at each start as long as it lies
 * there.
 */
final class FirstUsers {
  private static final Logger LOG = LoggerFactory.getLogger(FirstUsers.class);

  private final IdentityService identity;
  private final TransactionTemplate transaction;
  private final Path file;
  private final BiConsumer<Path, String> privateWriter;

  FirstUsers(
      IdentityService identity,
      TransactionTemplate transaction,
      Path file,
      BiConsumer<Path, String> privateWriter) {
    this.identity = identity;
    this.transaction = transaction;
    this.file = file;
    this.privateWriter = privateWriter;
  }

  /** Makes groups that are missing, and the accounts where there is none at all. */
  void ensure() {
    for (Role role : Role.values()) {
      ensureGroup(role);
    }
    if (identity.createUserQuery().count() == 0) {
      create();
    } else if (Files.exists(file)) {
      LOG.warn("One-time passwords still lie in '{}': change them and delete the file.", file);
    }
  }

  private void ensureGroup(Role role) {
    if (identity.createGroupQuery().groupId(role.group()).count() == 0) {
      Group group = identity.newGroup(role.group());
      group.setName(role.title());
      group.setType("WORKFLOW");
      identity.saveGroup(group);
    }
  }

  private void create() {
    Map<Role, String> passwords = new EnumMap<>(Role.class);
    for (Role role : Role.values()) {
      passwords.put(role, OneTimePassword.random());
    }
    // The file first: accounts whose passwords nobody knows would be lost for good.
    privateWriter.accept(
        file,
        passwords.entrySet().stream()
            .map(e -> e.getKey().firstUser() + " " + e.getKey().group() + " " + e.getValue() + "\n")
            .collect(Collectors.joining()));
    transaction.executeWithoutResult(status -> passwords.forEach(this::createUser));
    LOG.info("Made the first accounts; their one-time passwords are in '{}'.", file);
  }

  private void createUser(Role role, String password) {
    User user = identity.newUser(role.firstUser());
    // Tasklist greets somebody without a first name as 'null'.
    user.setFirstName(role.title());
    user.setLastName("");
    user.setPassword(password);
    identity.saveUser(user);
    identity.createMembership(role.firstUser(), role.group());
  }
}
