package io.drillbook.engine.security;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Remembers for some minutes that a password was right: a script that logs in with each request
 * would otherwise keep a processor busy with the slow hash. It keeps neither password nor a digest
 * that is worth stealing: the key is random and lives in this process only.
 */
final class RecentPasswords {
  private static final Duration MEMORY = Duration.ofMinutes(5);
  private static final String ALGORITHM = "HmacSHA256";
  private static final int KEY_BYTES = 32;

  private final Clock clock;
  private final SecretKeySpec key;
  private final ConcurrentMap<String, Known> known = new ConcurrentHashMap<>();

  RecentPasswords(Clock clock) {
    this.clock = clock;
    byte[] random = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(random);
    key = new SecretKeySpec(random, ALGORITHM);
  }

  /** Whether it was right a short while ago, and what is stored has not changed since. */
  boolean knows(String user, String password, String stored) {
    Known entry = known.get(user);
    return entry != null
        && clock.instant().isBefore(entry.until)
        && MessageDigest.isEqual(entry.digest, digest(password, stored));
  }

  void remember(String user, String password, String stored) {
    known.put(user, new Known(digest(password, stored), clock.instant().plus(MEMORY)));
  }

  private byte[] digest(String password, String stored) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(key);
      mac.update(stored.getBytes(StandardCharsets.UTF_8));
      mac.update((byte) 0);
      return mac.doFinal(password.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("this Java has no " + ALGORITHM, e);
    }
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Known(byte[] digest, Instant until) {}
}
