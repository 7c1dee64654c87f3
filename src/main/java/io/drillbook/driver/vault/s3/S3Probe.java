package io.drillbook.driver.vault.s3;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.vault.VaultProbe;
import io.drillbook.spi.vault.VaultProbe.Ability;
import io.drillbook.spi.vault.VaultProbe.Answer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.BucketVersioningStatus;
import software.amazon.awssdk.services.s3.model.ObjectLockEnabled;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** Tries what the store does, whatever it says of itself. */
final class S3Probe {
  private static final byte[] BYTES = "not the bytes of this sum".getBytes(StandardCharsets.UTF_8);

  /** Long enough for one try to remove it, short enough to be over when it counts as a leftover. */
  private static final Duration SHORT = Duration.ofSeconds(20);

  /** How stores say that there is none: bad request, not found, not implemented. */
  private static final Set<Integer> NO_LOCK = Set.of(400, 404, 501);

  private final S3Vault vault;
  private final S3Settings settings;
  private final S3Connection connection;
  private final S3Bucket bucket;
  private final ProbeLeftovers leftovers;
  private final Clock clock;
  private final String key = ProbeLeftovers.FOLDER + UUID.randomUUID();

  S3Probe(
      S3Vault vault,
      S3Settings settings,
      S3Connection connection,
      S3Bucket bucket,
      Removal removal,
      Clock clock) {
    this.vault = vault;
    this.settings = settings;
    this.connection = connection;
    this.bucket = bucket;
    this.leftovers = new ProbeLeftovers(bucket, removal, ProbeLeftovers.STALE);
    this.clock = clock;
  }

  VaultProbe run() {
    Duration ahead = clockAhead();
    Map<Ability, Answer> answers = new EnumMap<>(Ability.class);
    WritersRace race = new WritersRace(vault, key + ".race");
    try {
      answers.put(Ability.CONDITIONAL_CREATE, yes(secondIsRefused() && race.hasOneWinner()));
      answers.put(
          Ability.LIST_AFTER_WRITE,
          yes(
              vault.list(ProbeLeftovers.FOLDER).stream()
                  .anyMatch(entry -> entry.key().equals(key))));
      answers.put(Ability.CHECKSUMS, yes(wrongSumIsRefused()));
      answers.put(Ability.VERSIONING, keepsVersions());
      answers.put(Ability.OBJECT_LOCK, ifAllowed(() -> yes(lockIsKept())));
    } finally {
      leftovers.sweep(key);
    }
    return new VaultProbe(answers, ahead);
  }

  /** For who looks back and may change nothing: only what reading shows. */
  VaultProbe look() {
    Duration ahead = clockAhead();
    // What is there does not matter, only that it can be listed.
    vault.exists(key);
    return new VaultProbe(Map.of(Ability.VERSIONING, keepsVersions()), ahead);
  }

  private Answer keepsVersions() {
    return ifAllowed(
        () -> yes(bucket.versioning().equals(Optional.of(BucketVersioningStatus.ENABLED))));
  }

  private boolean secondIsRefused() {
    try (S3Upload first = vault.create(key, Optional.empty());
        S3Upload second = vault.create(key, Optional.empty())) {
      first.write(1);
      second.write(2);
      first.commit();
      second.commit();
      return false;
    } catch (Fault e) {
      if (e.code() != FaultCode.OBJECT_EXISTS) {
        throw e;
      }
      return true;
    }
  }

  private boolean wrongSumIsRefused() {
    return connection.ask(
        "try",
        key,
        s3 -> {
          try {
            s3.putObject(wrongSum(), RequestBody.fromBytes(BYTES));
            return false;
          } catch (S3Exception e) {
            if (e.statusCode() != 400) {
              throw e;
            }
            return true;
          }
        });
  }

  private PutObjectRequest wrongSum() {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(bucket.name())
            .key(bucket.inStore(key + ".sum"))
            .contentMD5("AAAAAAAAAAAAAAAAAAAAAA==");
    if (settings.checksums()) {
      // Right: it must not be refused for another reason.
      request.checksumCRC32(PartBuffer.crc32(BYTES));
    }
    return request.build();
  }

  private boolean lockIsKept() {
    if (!bucketHasLock()) {
      return false;
    }
    String mode = settings.lock().map(S3Settings.Lock::mode).orElse("GOVERNANCE");
    String locked = key + ".lock";
    try (S3Upload upload = vault.create(locked, Optional.of(new S3Settings.Lock(mode, SHORT)))) {
      upload.write(1);
      upload.commit();
    }
    try {
      vault.delete(locked);
      return false;
    } catch (Fault e) {
      return e.code() == FaultCode.NOT_ALLOWED;
    }
  }

  private boolean bucketHasLock() {
    return connection.ask(
        "ask for object lock",
        bucket.name(),
        s3 -> {
          try {
            return s3.getObjectLockConfiguration(r -> r.bucket(bucket.name()))
                    .objectLockConfiguration()
                    .objectLockEnabled()
                == ObjectLockEnabled.ENABLED;
          } catch (S3Exception e) {
            if (!NO_LOCK.contains(e.statusCode()) || "NoSuchBucket".equals(S3Faults.word(e))) {
              throw e;
            }
            return false;
          }
        });
  }

  private Duration clockAhead() {
    Instant before = clock.instant();
    Optional<String> date =
        connection.ask(
            "ask the time",
            bucket.name(),
            s3 ->
                s3.listObjectsV2(r -> r.bucket(bucket.name()).maxKeys(1))
                    .sdkHttpResponse()
                    .firstMatchingHeader("Date"));
    Instant middle = before.plus(Duration.between(before, clock.instant()).dividedBy(2));
    return date.map(
            text ->
                Duration.between(
                    middle,
                    ZonedDateTime.parse(text, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant()))
        .orElse(Duration.ZERO);
  }

  private static Answer ifAllowed(Supplier<Answer> trial) {
    try {
      return trial.get();
    } catch (Fault e) {
      if (e.code() != FaultCode.PERMISSION_DENIED) {
        throw e;
      }
      return Answer.UNKNOWN;
    }
  }

  private static Answer yes(boolean shown) {
    return shown ? Answer.YES : Answer.NO;
  }
}
