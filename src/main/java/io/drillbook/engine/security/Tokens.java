package io.drillbook.engine.security;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Bearer tokens: 256 random bits for twelve hours; the database holds only their digests. */
final class Tokens {
  private static final Duration LIFETIME = Duration.ofHours(12);
  private static final int BYTES = 32;

  private final JdbcClient database;
  private final Clock clock;
  private final SecureRandom random = new SecureRandom();

  Tokens(JdbcClient database, Clock clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A new token; it cannot be read again. */
  Issued issue(String user) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String token = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    Instant expires = clock.instant().plus(LIFETIME);
    database.sql("delete from drillbook_token where expires_at < ?").param(now()).update();
    database
        .sql("insert into drillbook_token (digest, user_id, expires_at) values (?, ?, ?)")
        .params(digest(token), user, expires.atOffset(ZoneOffset.UTC))
        .update();
    return new Issued(token, expires);
  }

  /** Whose token it is; empty where it is unknown or has expired. */
  Optional<String> user(String token) {
    return database
        .sql("select user_id from drillbook_token where digest = ? and expires_at > ?")
        .params(digest(token), now())
        .query(String.class)
        .optional();
  }

  /** Ends one token. */
  void revoke(String token) {
    database.sql("delete from drillbook_token where digest = ?").param(digest(token)).update();
  }

  /** Ends all tokens of a user. */
  void revokeAll(String user) {
    database.sql("delete from drillbook_token where user_id = ?").param(user).update();
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
  }

  /** One round is enough: nobody guesses 256 random bits. */
  private static String digest(String token) {
    try {
      byte[] bytes = token.getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("this Java has no SHA-256", e);
    }
  }

  /**
   * A token as its owner gets it.
   *
   * @param expires when it stops working
   */
  record Issued(String token, Instant expires) {}
}
