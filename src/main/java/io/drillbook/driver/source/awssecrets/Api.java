package io.drillbook.driver.source.awssecrets;

import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.step.Cancellation;
import io.drillbook.spi.web.TrustedAuthorities;
import java.time.Duration;
import java.util.function.Function;
import javax.net.ssl.TrustManager;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClientBuilder;

/** The way to the service in one region. */
final class Api implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final AwsSecretsSettings settings;
  private final Pace pace;
  private final Cancellation cancellation;
  private final AwsFaults faults;
  private final SdkHttpClient http;
  private final SecretsManagerClient client;

  Api(
      AwsSecretsSettings settings,
      Secrets secrets,
      Pace pace,
      Side side,
      Cancellation cancellation) {
    this.pace = pace;
    this.settings = settings;
    this.cancellation = cancellation;
    this.faults = new AwsFaults(settings.place(), side);
    this.http = http(settings);
    this.client = client(settings, http, secrets, pace);
  }

  AwsSecretsSettings settings() {
    return settings;
  }

  Pace pace() {
    return pace;
  }

  Cancellation cancellation() {
    return cancellation;
  }

  /**
   * Asks the service something.
   *
   * @param action for the message, as in "unable to ..."
   */
  <T> T ask(String action, String subject, Function<SecretsManagerClient, T> request) {
    cancellation.check();
    try {
      return request.apply(client);
    } catch (RuntimeException e) {
      cancellation.check();
      throw faults.of(action, subject, e);
    }
  }

  private static SdkHttpClient http(AwsSecretsSettings settings) {
    Apache5HttpClient.Builder http =
        Apache5HttpClient.builder().connectionTimeout(CONNECT).socketTimeout(settings.timeout());
    settings
        .caFile()
        .ifPresent(
            file -> {
              TrustManager[] trusted = TrustedAuthorities.of(file, "source");
              http.tlsTrustManagersProvider(() -> trusted);
            });
    return http.build();
  }

  private static SecretsManagerClient client(
      AwsSecretsSettings settings, SdkHttpClient http, Secrets secrets, Pace pace) {
    SecretsManagerClientBuilder builder =
        SecretsManagerClient.builder()
            .httpClient(http)
            .region(Region.of(settings.region()))
            // Looked up for each request: a rotated login takes effect in the middle of a step.
            .credentialsProvider(
                () ->
                    AwsBasicCredentials.create(
                        secrets.resolve(settings.accessKey()).reveal(),
                        secrets.resolve(settings.secretKey()).reveal()))
            .overrideConfiguration(
                o ->
                    o.retryStrategy(
                            AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(pace.tries())
                                .build())
                        .apiCallAttemptTimeout(settings.timeout())
                        // Nothing of this machine's ~/.aws may decide where secrets go.
                        .defaultProfileFile(ProfileFile.aggregator().build()));
    settings.endpoint().ifPresent(builder::endpointOverride);
    return builder.build();
  }

  @Override
  public void close() {
    client.close();
    http.close();
  }
}
