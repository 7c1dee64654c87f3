package io.drillbook.engine.security;

import io.drillbook.engine.access.PasswordHash;
import io.drillbook.usecase.audit.NoteFailedLogins;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;

/** Checks a name and a password, throttled. */
final class PasswordLogin {
  private final Accounts accounts;
  private final LoginThrottle throttle;
  private final RecentPasswords recent;
  private final ObjectProvider<NoteFailedLogins> notes;
  private final PasswordHash hash = new PasswordHash();

  PasswordLogin(
      Accounts accounts,
      LoginThrottle throttle,
      RecentPasswords recent,
      ObjectProvider<NoteFailedLogins> notes) {
    this.accounts = accounts;
    this.throttle = throttle;
    this.recent = recent;
    this.notes = notes;
  }

  /**
   * Logs in.
   *
   * @return empty where name or password are wrong
   * @throws TooManyTries where too many before it were wrong
   */
  Optional<Account> login(String user, String password, String address) {
    LoginThrottle.Try attempt = throttle.begin(user, address);
    if (!isRight(user, password)) {
      attempt.failed();
      noteFailed(user, address);
      return Optional.empty();
    }
    attempt.succeeded();
    return accounts.find(user);
  }

  /** Puts it on the record, by the name of the account if there is one. */
  void noteFailed(String user, String address) {
    Optional<String> account = accounts.name(user);
    String network = LoginThrottle.network(address);
    String from = network.equals(address) ? address : network + "::/64";
    notes.ifAvailable(it -> it.note(account, from));
  }

  private boolean isRight(String user, String password) {
    Optional<String> stored = accounts.storedPassword(user);
    if (stored.isEmpty()) {
      burn(password);
      return false;
    }
    if (recent.knows(user, password, stored.orElseThrow())) {
      return true;
    }
    boolean right = accounts.isPassword(user, password);
    if (right) {
      recent.remember(user, password, stored.orElseThrow());
    }
    return right;
  }

  /** Takes as long as a check would: a quick refusal tells that there is no such account. */
  void burn(String password) {
    hash.encrypt(password);
  }
}
