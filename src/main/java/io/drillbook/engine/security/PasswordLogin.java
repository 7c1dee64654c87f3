package io.drillbook.engine.security;

import io.drillbook.engine.access.PasswordHash;
import java.util.Optional;

/** Checks a name and a password, throttled. */
final class PasswordLogin {
  private final Accounts accounts;
  private final LoginThrottle throttle;
  private final RecentPasswords recent;
  private final PasswordHash hash = new PasswordHash();

  PasswordLogin(Accounts accounts, LoginThrottle throttle, RecentPasswords recent) {
    this.accounts = accounts;
    this.throttle = throttle;
    this.recent = recent;
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
      return Optional.empty();
    }
    attempt.succeeded();
    return accounts.find(user);
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
