package io.drillbook.driver.vault.s3;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.web.TrustedAuthorities;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Function;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.awscore.AwsRequestOverrideConfiguration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The way to one store: made at its first use, bounded in patience, with two logins. */
final class S3Connection {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int TRIES = 4;
  private static final int PATIENT_TRIES = 8;
  private static final int CONNECTIONS = 64;

  /** Slower than this, a part counts as stuck. */
  private static final long LEAST_BYTES_A_SECOND = 50_000;

  private final S3Settings settings;
  private final FreshCredentials writer;
  private final FreshCredentials pruner;
  private final S3Faults faults;
  private S3Client client;
  private S3Client patient;

  S3Connection(String vault, S3Settings settings, Secrets secrets, Clock clock) {
    this.settings = settings;
    this.writer = new FreshCredentials(settings.write(), secrets, clock);
    this.pruner = new FreshCredentials(settings.prune(), secrets, clock);
    this.faults = new S3Faults(vault);
  }

  S3Faults faults() {
    return faults;
  }

  /**
   * Asks the store something.
   *
   * @param action for the message, as in "unable to ..."
   */
  <T> T ask(String action, String key, Function<S3Client, T> request) {
    try {
      connect();
      return request.apply(client);
    } catch (RuntimeException e) {
      throw explain(action, key, e);
    }
  }

  /** The store's or the SDK's complaint as a fault. */
  Fault explain(String action, String key, RuntimeException e) {
    Fault fault = faults.of(action, key, e);
    if (fault.code() == FaultCode.CREDENTIALS_REFUSED) {
      writer.forget();
      pruner.forget();
    }
    return fault;
  }

  /** As {@link #ask}, and sits an outage of up to about the timeout out: for parts and reads. */
  <T> T askPatiently(String action, String key, Function<S3Client, T> request) {
    try {
      connect();
      return request.apply(patient);
    } catch (RuntimeException e) {
      throw explain(action, key, e);
    }
  }

  private synchronized void connect() {
    if (client == null) {
      SdkHttpClient http = http();
      client = build(http, retries().maxAttempts(TRIES).build());
      patient =
          build(
              http,
              retries()
                  .maxAttempts(PATIENT_TRIES)
                  .backoffStrategy(
                      BackoffStrategy.exponentialDelay(
                          settings.timeout().dividedBy(100), settings.timeout().dividedBy(3)))
                  .throttlingBackoffStrategy(
                      BackoffStrategy.exponentialDelay(
                          settings.timeout().dividedBy(60), settings.timeout().dividedBy(3)))
                  .circuitBreakerEnabled(false)
                  .build());
    }
  }

  /** For requests that remove something. */
  AwsRequestOverrideConfiguration asPruner() {
    return AwsRequestOverrideConfiguration.builder().credentialsProvider(pruner).build();
  }

  /** For a request that carries so many bytes: it may last longer. */
  AwsRequestOverrideConfiguration patience(long bytes) {
    return AwsRequestOverrideConfiguration.builder()
        .apiCallAttemptTimeout(settings.timeout().plusSeconds(bytes / LEAST_BYTES_A_SECOND))
        .build();
  }

  private SdkHttpClient http() {
    Apache5HttpClient.Builder http =
        Apache5HttpClient.builder()
            .maxConnections(CONNECTIONS)
            .connectionTimeout(CONNECT)
            .socketTimeout(settings.timeout());
    settings
        .caFile()
        .ifPresent(
            file -> {
              TrustManager[] trusted = TrustedAuthorities.of(file, "vault");
              http.tlsTrustManagersProvider(() -> trusted);
            });
    return http.build();
  }

  private S3Client build(SdkHttpClient http, RetryStrategy retries) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClient(http)
            .region(Region.of(settings.region()))
            .forcePathStyle(settings.pathStyle())
            .credentialsProvider(writer)
            .requestChecksumCalculation(
                settings.checksums()
                    ? RequestChecksumCalculation.WHEN_SUPPORTED
                    : RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(
                settings.checksums()
                    ? ResponseChecksumValidation.WHEN_SUPPORTED
                    : ResponseChecksumValidation.WHEN_REQUIRED)
            .addPlugin(LegacyMd5Plugin.create())
            .overrideConfiguration(
                o ->
                    o.retryStrategy(retries)
                        .apiCallAttemptTimeout(settings.timeout())
                        .defaultProfileFile(ProfileFile.aggregator().build()));
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  /** Beside the usual: two commits at the same instant, and bytes that changed on their way. */
  private static StandardRetryStrategy.Builder retries() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .retryOnException(S3Connection::mayPass);
  }

  private static boolean mayPass(Throwable trouble) {
    return trouble instanceof S3Exception e
        && (e.statusCode() == 409 || "BadDigest".equals(S3Faults.word(e)));
  }
}
