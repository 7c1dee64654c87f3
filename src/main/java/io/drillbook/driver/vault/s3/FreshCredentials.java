package io.drillbook.driver.vault.s3;

import io.drillbook.spi.secret.Secrets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/** A login looked up when a request needs it, so that a rotated one takes effect in a minute. */
final class FreshCredentials implements AwsCredentialsProvider {
  private static final Duration FRESH = Duration.ofMinutes(1);

  private final S3Settings.Keys keys;
  private final Secrets secrets;
  private final Clock clock;
  private AwsCredentials found;
  private Instant foundAt;

  FreshCredentials(S3Settings.Keys keys, Secrets secrets, Clock clock) {
    this.keys = keys;
    this.secrets = secrets;
    this.clock = clock;
  }

  @Override
  public synchronized AwsCredentials resolveCredentials() {
    Instant now = clock.instant();
    if (found == null || Duration.between(foundAt, now).abs().compareTo(FRESH) > 0) {
      found =
          AwsBasicCredentials.create(
              secrets.resolve(keys.access()).reveal(), secrets.resolve(keys.secret()).reveal());
      foundAt = now;
    }
    return found;
  }

  /** The store refused it: the next request looks it up again. */
  synchronized void forget() {
    found = null;
  }
}
