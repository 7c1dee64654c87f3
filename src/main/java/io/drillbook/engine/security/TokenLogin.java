package io.drillbook.engine.security;

import java.util.Optional;

/** Checks a bearer token, throttled by address. */
final class TokenLogin {
  /** No account has this name: ids hold letters and digits only. */
  private static final String ANY_TOKEN = "(token)";

  private final Tokens tokens;
  private final Accounts accounts;
  private final LoginThrottle throttle;

  TokenLogin(Tokens tokens, Accounts accounts, LoginThrottle throttle) {
    this.tokens = tokens;
    this.accounts = accounts;
    this.throttle = throttle;
  }

  /**
   * Logs in.
   *
   * @return empty where the token is unknown or expired, or its owner is gone
   * @throws TooManyTries where too many before it were wrong
   */
  Optional<Account> login(String token, String address) {
    LoginThrottle.Try attempt = throttle.begin(ANY_TOKEN, address);
    Optional<Account> account = tokens.user(token).flatMap(accounts::find);
    account.ifPresentOrElse(found -> attempt.succeeded(), attempt::failed);
    return account;
  }
}
