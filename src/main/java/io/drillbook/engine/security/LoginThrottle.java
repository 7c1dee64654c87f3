package io.drillbook.engine.security;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;

/**
 * Slows guessing down, by account and by address. Every try counts as a failure until it has
 * succeeded, so that tries sent all at once are not free.
 *
 * <p>What is refused is the pair of account and address, and an address that fails on many
 * accounts; never an account as a whole: the right password from an address that has not failed on
 * it always gets through, whoever is guessing elsewhere. While an account is being guessed at from
 * many places, each of them has one try instead of five.
 */
final class LoginThrottle {
  private static final int PAIR_ALLOWANCE = 5;
  private static final int PAIR_ALLOWANCE_UNDER_ATTACK = 1;
  private static final int ACCOUNT_ALLOWANCE = 20;
  private static final int ADDRESS_ALLOWANCE = 30;

  private final Clock clock;
  private final FailureWindow pairs = new FailureWindow();
  private final FailureWindow accounts = new FailureWindow();
  private final FailureWindow addresses = new FailureWindow();

  LoginThrottle(Clock clock) {
    this.clock = clock;
  }

  /**
   * Begins a try.
   *
   * @throws TooManyTries where it has to wait
   */
  synchronized Try begin(String account, String address) {
    Instant now = clock.instant();
    Try attempt = new Try(account + '\n' + network(address), account, network(address), now);
    boolean underAttack = accounts.count(attempt.account, now) >= ACCOUNT_ALLOWANCE;
    int allowance = underAttack ? PAIR_ALLOWANCE_UNDER_ATTACK : PAIR_ALLOWANCE;
    Duration wait =
        Stream.of(
                pairs.wait(attempt.pair, allowance, now),
                addresses.wait(attempt.address, ADDRESS_ALLOWANCE, now))
            .max(Duration::compareTo)
            .orElseThrow();
    if (wait.compareTo(Duration.ZERO) > 0) {
      throw new TooManyTries(wait);
    }
    pairs.add(attempt.pair, now);
    accounts.add(attempt.account, now);
    addresses.add(attempt.address, now);
    return attempt;
  }

  /** One household or machine commonly has a whole /64 of IPv6 addresses. */
  static String network(String address) {
    String[] groups = address.split(":", -1);
    if (groups.length < 4 || address.startsWith("::") || address.contains(".")) {
      return address;
    }
    return String.join(":", groups[0], groups[1], groups[2], groups[3]);
  }

  /** A try that has begun. */
  final class Try {
    private final String pair;
    private final String account;
    private final String address;
    private final Instant at;

    private Try(String pair, String account, String address, Instant at) {
      this.pair = pair;
      this.account = account;
      this.address = address;
      this.at = at;
    }

    /** The password was right: what this address did wrong on this account is forgotten. */
    void succeeded() {
      synchronized (LoginThrottle.this) {
        pairs.clear(pair);
        withdrawShared();
      }
    }

    /**
     * It was wrong. The wait begins now: to look at a password takes a busy server so long that a
     * wait from the beginning would be over already.
     */
    void failed() {
      synchronized (LoginThrottle.this) {
        Instant now = clock.instant();
        pairs.move(pair, at, now);
        accounts.move(account, at, now);
        addresses.move(address, at, now);
      }
    }

    /** No password was looked at. */
    void withdraw() {
      synchronized (LoginThrottle.this) {
        pairs.remove(pair, at);
        withdrawShared();
      }
    }

    private void withdrawShared() {
      accounts.remove(account, at);
      addresses.remove(address, at);
    }
  }
}
