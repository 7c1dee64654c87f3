package io.drillbook.driver.vault.s3;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.services.s3.model.ChecksumAlgorithm;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.ObjectLockMode;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;

/**
 * What every way of writing one object has in common. The token in its metadata tells our own
 * object from somebody else's where an answer was lost.
 */
final class NewObject {
  static final String TOKEN = "drillbook-upload";

  private final String bucket;
  private final String key;
  private final S3Settings settings;
  private final Optional<S3Settings.Lock> lock;
  private final Clock clock;
  private final String token = UUID.randomUUID().toString();

  NewObject(
      String bucket, String key, S3Settings settings, Optional<S3Settings.Lock> lock, Clock clock) {
    this.bucket = bucket;
    this.key = key;
    this.settings = settings;
    this.lock = lock;
    this.clock = clock;
  }

  String bucket() {
    return bucket;
  }

  String key() {
    return key;
  }

  boolean checksums() {
    return settings.checksums();
  }

  Optional<ObjectLockMode> lockMode() {
    return lock.map(one -> ObjectLockMode.fromValue(one.mode()));
  }

  Instant lockedUntil() {
    return clock.instant().plus(lock.orElseThrow().time());
  }

  boolean isOurs(Map<String, String> metadata) {
    return token.equals(metadata.get(TOKEN));
  }

  /** The whole object in one request, refused where the key is taken. */
  PutObjectRequest put(PartBuffer whole) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(key)
            .ifNoneMatch("*")
            .metadata(Map.of(TOKEN, token))
            .contentMD5(whole.contentMd5());
    if (settings.checksums()) {
      request.checksumCRC32(whole.crc32());
    }
    settings.storageClass().ifPresent(request::storageClass);
    lockMode().ifPresent(m -> request.objectLockMode(m).objectLockRetainUntilDate(lockedUntil()));
    return request.build();
  }

  /** Says that we are about to commit; never locked, for it must go again. */
  PutObjectRequest claim(String name) {
    PutObjectRequest.Builder request =
        PutObjectRequest.builder()
            .bucket(bucket)
            .key(name)
            .ifNoneMatch("*")
            .metadata(Map.of(TOKEN, token));
    if (settings.checksums()) {
      // Else the SDK would send it behind the bytes, which not every store understands.
      request.checksumCRC32(PartBuffer.crc32(new byte[0]));
    }
    return request.build();
  }

  CreateMultipartUploadRequest begin() {
    CreateMultipartUploadRequest.Builder request =
        CreateMultipartUploadRequest.builder()
            .bucket(bucket)
            .key(key)
            .metadata(Map.of(TOKEN, token));
    if (settings.checksums()) {
      request.checksumAlgorithm(ChecksumAlgorithm.CRC32);
    }
    settings.storageClass().ifPresent(request::storageClass);
    lockMode().ifPresent(m -> request.objectLockMode(m).objectLockRetainUntilDate(lockedUntil()));
    return request.build();
  }
}
