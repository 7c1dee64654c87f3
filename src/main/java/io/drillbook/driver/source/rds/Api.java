package io.drillbook.driver.source.rds;

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
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.RdsClientBuilder;

/** The way to the service in one region, which need not be the one of the settings. */
final class Api implements AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);

  private final RdsSettings settings;
  private final Pace pace;
  private final Cancellation cancellation;
  private final Side side;
  private final RdsFaults faults;
  private final SdkHttpClient http;
  private final RdsClient client;

  Api(
      RdsSettings settings,
      String region,
      Secrets secrets,
      Pace pace,
      Side side,
      Cancellation cancellation) {
    this.pace = pace;
    this.settings = settings;
    this.cancellation = cancellation;
    this.side = side;
    this.faults = new RdsFaults(settings.place(), side);
    this.http = http(settings);
    this.client = client(settings, region, http, secrets, pace);
  }

  RdsSettings settings() {
    return settings;
  }

  Side side() {
    return side;
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
  <T> T ask(String action, String subject, Function<RdsClient, T> request) {
    cancellation.check();
    try {
      return request.apply(client);
    } catch (RuntimeException e) {
      cancellation.check();
      throw faults.of(action, subject, e);
    }
  }

  private static SdkHttpClient http(RdsSettings settings) {
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

  private static RdsClient client(
      RdsSettings settings, String region, SdkHttpClient http, Secrets secrets, Pace pace) {
    RdsClientBuilder builder =
        RdsClient.builder()
            .httpClient(http)
            .region(Region.of(region))
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
                        // Nothing of this machine's ~/.aws may decide where requests go.
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
