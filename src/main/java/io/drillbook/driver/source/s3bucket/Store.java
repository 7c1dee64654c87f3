package io.drillbook.driver.source.s3bucket;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.web.TrustedAuthorities;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.LegacyMd5Plugin;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;

/** The way to one bucket; safe for use by several threads. */
final class Store implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final int TRIES = 4;
  private static final int CONNECTIONS = 32;

  /** Slower than this, a request counts as stuck. */
  private static final long LEAST_BYTES_A_SECOND = 50_000;

  private final BucketSettings settings;
  private final BucketFaults faults;
  private final SdkHttpClient http;
  private final S3Client client;

  Store(BucketSettings settings, Side side, Secrets secrets) {
    this.settings = settings;
    this.faults = new BucketFaults(settings.bucket(), side);
    this.http = http(settings);
    this.client = client(settings, http, secrets);
  }

  String bucket() {
    return settings.bucket();
  }

  String prefix() {
    return settings.prefix();
  }

  BucketSettings settings() {
    return settings;
  }

  S3Client client() {
    return client;
  }

  /**
   * Asks the store something.
   *
   * @param action for the message, as in "unable to ..."
   */
  <T> T ask(String action, String key, Function<S3Client, T> request) {
    try {
      return request.apply(client);
    } catch (RuntimeException e) {
      throw explain(action, key, e);
    }
  }

  Fault explain(String action, String key, RuntimeException e) {
    return faults.of(action, key, e);
  }

  /** The answer to a question about the bucket that a store need not know. */
  <T> T tell(String missing, T none, T unknown, Supplier<T> question) {
    try {
      return question.get();
    } catch (S3Exception e) {
      if (BucketFaults.word(e).equals(missing) || e.statusCode() == 404) {
        return none;
      }
      return unknown;
    } catch (RuntimeException e) {
      throw explain("ask for the setup", bucket(), e);
    }
  }

  /** What the store knows of an object, or of one of its versions; empty where it is gone. */
  Optional<HeadObjectResponse> head(String key, String version) {
    return ask(
        "look at",
        key,
        s3 -> {
          try {
            return Optional.of(s3.headObject(r -> r.bucket(bucket()).key(key).versionId(version)));
          } catch (S3Exception e) {
            if (BucketFaults.isGone(e)) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  /** How long a request with so many bytes may last. */
  Duration patience(long bytes) {
    return settings.timeout().plusSeconds(bytes / LEAST_BYTES_A_SECOND);
  }

  private static SdkHttpClient http(BucketSettings settings) {
    Apache5HttpClient.Builder http =
        Apache5HttpClient.builder()
            .maxConnections(CONNECTIONS)
            .connectionTimeout(CONNECT)
            .socketTimeout(settings.timeout());
    settings
        .caFile()
        .ifPresent(
            file -> {
              TrustManager[] trusted = TrustedAuthorities.of(file, "bucket");
              http.tlsTrustManagersProvider(() -> trusted);
            });
    return http.build();
  }

  private static S3Client client(BucketSettings settings, SdkHttpClient http, Secrets secrets) {
    S3ClientBuilder builder =
        S3Client.builder()
            .httpClient(http)
            .region(Region.of(settings.region()))
            .forcePathStyle(settings.pathStyle())
            .credentialsProvider(login(settings.accessKey(), settings.secretKey(), secrets))
            .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
            .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
            .addPlugin(LegacyMd5Plugin.create())
            .overrideConfiguration(
                o ->
                    o.retryStrategy(
                            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(TRIES)
                                .build())
                        .apiCallAttemptTimeout(settings.timeout())
                        .defaultProfileFile(ProfileFile.aggregator().build()));
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  /** Looked up for each request, so that a rotated login takes effect in the middle of a step. */
  private static AwsCredentialsProvider login(
      SecretReference access, SecretReference secret, Secrets secrets) {
    return () ->
        AwsBasicCredentials.create(
            secrets.resolve(access).reveal(), secrets.resolve(secret).reveal());
  }

  @Override
  public void close() {
    client.close();
    http.close();
  }
}
