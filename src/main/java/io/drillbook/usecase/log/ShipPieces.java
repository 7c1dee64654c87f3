package io.drillbook.usecase.log;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.log.LogManifest;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.LogSeal;
import io.drillbook.pipeline.StoredLog;
import io.drillbook.spi.log.LogSink;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Lock;

/**
 * Takes closed pieces of one source's log into all vaults of its plan. A vault that the plan
 * requires must have the piece before it counts as taken; another one that fails is left alone for
 * a minute and is given what it lacks later, from another one. For one thread.
 */
final class ShipPieces implements LogSink {
  private static final Duration LEFT_ALONE = Duration.ofMinutes(1);

  /** Unlocking a private key takes longer than storing a piece. */
  private static final Duration KEYS_HELD = Duration.ofMinutes(1);

  private final LogPlaces places;
  private final KeyRing keys;
  private final Clock clock;
  private final Account account;
  private final Lock writing;
  private final Map<String, Instant> leftAlone = new HashMap<>();
  private LogSeal unlocked;
  private Instant unlockedAt = Instant.MIN;

  /** Told what became of each piece, by the thread that ships. */
  interface Account {
    /**
     * Every required vault has it.
     *
     * @param bytes as the server wrote it
     */
    void taken(String series, String name, long bytes);

    /** It waits in the spool. */
    void waits(String name, Fault why);

    /** It was taken, and this vault, which is not required, does not have it. */
    void without(String vault, Fault why);

    /** See {@link LogSink#kept}. */
    List<String> kept(String series);
  }

  /**
   * Ships into these places.
   *
   * @param writing held while a piece is stored: two that store one piece would undo each other
   */
  ShipPieces(LogPlaces places, KeyRing keys, Clock clock, Account account, Lock writing) {
    this.places = places;
    this.keys = keys;
    this.clock = clock;
    this.account = account;
    this.writing = writing;
  }

  @Override
  public List<String> kept(String series) {
    return account.kept(series);
  }

  @Override
  public void take(String series, String name, Instant closedAt, Content content) {
    writing.lock();
    try {
      long bytes = 0;
      for (StoredLog place : places.all()) {
        if (!isLeftAlone(place)) {
          bytes = Math.max(bytes, store(place, series, name, closedAt, content));
        }
      }
      account.taken(series, name, bytes);
    } catch (Fault e) {
      account.waits(name, e);
      throw e;
    } finally {
      writing.unlock();
    }
  }

  private long store(
      StoredLog place, String series, String name, Instant closedAt, Content content) {
    try {
      LogManifest there =
          place
              .find(series, name, keys, places.signers())
              .map(found -> requireEqual(place, found, content))
              .filter(found -> isWhole(place, found))
              .orElseGet(() -> place.put(series, name, closedAt, content, seal()));
      leftAlone.remove(place.vault());
      return there.contentBytes();
    } catch (Fault e) {
      if (places.isRequired(place.vault()) || e.code() == FaultCode.OBJECT_EXISTS) {
        throw e;
      }
      leftAlone.put(place.vault(), clock.instant());
      account.without(place.vault(), e);
      return 0;
    }
  }

  private boolean isLeftAlone(StoredLog place) {
    Instant since = leftAlone.get(place.vault());
    return since != null && !Since.passed(since, LEFT_ALONE, clock.instant());
  }

  /** Two clusters that were one once write different pieces under equal names. */
  private static LogManifest requireEqual(StoredLog place, LogManifest found, Content content) {
    if (!found.contentSha256().equals(sha256(content))) {
      throw new Fault(
          FaultCode.OBJECT_EXISTS,
          "unable to keep the piece of the log, the vault '%s' holds another one of its name: '%s'"
              .formatted(place.vault(), found.series() + "/" + found.name()),
          "Do two servers write this log, such as an old primary beside its promoted standby?");
    }
    return found;
  }

  /** Two that stored one piece at a time may have left the bytes of one, signed by the other. */
  private static boolean isWhole(StoredLog place, LogManifest found) {
    try {
      place.check(found.segment());
      return true;
    } catch (Fault e) {
      if (e.code() != FaultCode.CHECKSUM_MISMATCH) {
        throw e;
      }
      place.remove(found.series(), found.name());
      return false;
    }
  }

  private LogSeal seal() {
    Instant now = clock.instant();
    if (unlocked == null || Since.passed(unlockedAt, KEYS_HELD, now)) {
      unlocked = new LogSeal(keys.recipients(places.encryptTo()), keys.signer(places.signWith()));
      unlockedAt = now;
    }
    return unlocked;
  }

  private static String sha256(Content content) {
    try (InputStream in = content.open()) {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      byte[] buffer = new byte[64 * 1024];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
