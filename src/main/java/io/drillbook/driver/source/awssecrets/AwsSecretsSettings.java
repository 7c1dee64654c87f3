package io.drillbook.driver.source.awssecrets;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The settings of kind {@code aws-secrets}, at a source and at a target.
 *
 * @param prefix what every name begins with that counts; empty for all of the region
 * @param tags at a source: {@code key=value} or {@code key}, all of which a secret must bear
 * @param kmsKey at a target: what its secrets are encrypted with; the account's own by default
 */
record AwsSecretsSettings(
    Optional<URI> endpoint,
    String region,
    String prefix,
    List<String> tags,
    SecretReference accessKey,
    SecretReference secretKey,
    Optional<Path> caFile,
    Optional<String> kmsKey,
    List<String> valuesTo,
    boolean withoutValues,
    Duration timeout) {
  private static final String ENDPOINT = "endpoint";
  private static final String REGION = "region";
  private static final String PREFIX = "prefix";
  private static final String TAGS = "tags";
  private static final String ACCESS_KEY = "access-key";
  private static final String SECRET_KEY = "secret-key";
  private static final String CA_FILE = "ca-file";
  private static final String KMS_KEY = "kms-key";
  private static final String WITHOUT_VALUES = "without-values";
  private static final String TIMEOUT = "timeout";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  static final List<Setting> ALL =
      List.of(
          Setting.optional(
              ENDPOINT,
              Setting.Type.TEXT,
              "The service's address; Amazon's own of the region by default; http is taken for this"
                  + " machine only."),
          Setting.required(REGION, Setting.Type.TEXT, "The region, such as eu-central-1."),
          Setting.optional(
              PREFIX,
              Setting.Type.TEXT,
              "Only secrets whose names begin so, such as shop/; default all of the region. A"
                  + " target's is empty."),
          Setting.optional(
                  TAGS,
                  Setting.Type.LIST,
                  "Only secrets that bear all of these tags, each as key=value or key.")
              .atSource(),
          Setting.required(ACCESS_KEY, Setting.Type.SECRET, "The access key."),
          Setting.required(SECRET_KEY, Setting.Type.SECRET, "The secret key."),
          Setting.optional(
              CA_FILE, Setting.Type.PATH, "PEM file with the authorities to trust, and no others."),
          Setting.optional(
                  KMS_KEY,
                  Setting.Type.TEXT,
                  "The KMS key that encrypts what is restored; default aws/secretsmanager of the"
                      + " target's account.")
              .atTarget(),
          Setting.optional(
                  Setting.VALUES_TO,
                  Setting.Type.KEYS,
                  "Keys that alone open the values, such as [escrow]; left out, names, labels and"
                      + " metadata are captured and no value is read.")
              .atSource(),
          Setting.optional(
                  WITHOUT_VALUES,
                  Setting.Type.FLAG,
                  "Whether metadata only is brought back, as for a drill on a server that may not"
                      + " open the values; default false.")
              .atTarget(),
          Setting.optional(
              TIMEOUT, Setting.Type.DURATION, "How long one answer may take; default 30s."));

  static AwsSecretsSettings of(Settings settings) {
    return new AwsSecretsSettings(
        settings.optionalText(ENDPOINT).map(AwsSecretsSettings::address),
        settings.text(REGION),
        settings.optionalText(PREFIX).orElse(""),
        settings.list(TAGS),
        secret(settings, ACCESS_KEY),
        secret(settings, SECRET_KEY),
        settings.optionalText(CA_FILE).map(Path::of),
        settings.optionalText(KMS_KEY),
        settings.list(Setting.VALUES_TO),
        settings.flag(WITHOUT_VALUES, false),
        Durations.of(settings, TIMEOUT, Duration.ofSeconds(30)));
  }

  /** For messages. */
  String place() {
    return endpoint.map(it -> it + " ").orElse("") + region + " " + prefix + "*";
  }

  /** Whether a secret bears all tags that the plan wants. */
  boolean wants(Map<String, String> worn) {
    for (String tag : tags) {
      int equals = tag.indexOf('=');
      boolean has =
          equals < 0
              ? worn.containsKey(tag)
              : tag.substring(equals + 1).equals(worn.get(tag.substring(0, equals)));
      if (!has) {
        return false;
      }
    }
    return true;
  }

  private static SecretReference secret(Settings settings, String key) {
    return settings
        .secret(key)
        .orElseThrow(
            () ->
                new Fault(
                    FaultCode.INPUT_INVALID,
                    "unable to find the setting: '" + key + "'",
                    "Write ${NAME} or ${file:/path}."));
  }

  private static URI address(String text) {
    try {
      URI url = URI.create(text.replaceFirst("/+$", ""));
      boolean local = "http".equals(url.getScheme()) && LOOPBACK.contains(url.getHost());
      if (url.getHost() != null
          && url.getUserInfo() == null
          && (local || "https".equals(url.getScheme()))) {
        return url;
      }
    } catch (IllegalArgumentException e) {
      // It is no address at all: said below, without quoting it.
    }
    throw new Fault(
        FaultCode.INPUT_INVALID,
        "unable to use the address under: 'endpoint'",
        "Expected https://host:port without a login in it; over http anybody on the way could read"
            + " every value.");
  }
}
