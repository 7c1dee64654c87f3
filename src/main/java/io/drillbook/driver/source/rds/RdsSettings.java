package io.drillbook.driver.source.rds;

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
import java.util.TreeMap;

/**
 * The settings of kind {@code rds-snapshot}, at a source and at a target.
 *
 * @param within how long Amazon may take for one snapshot, copy or instance
 * @param copyToRegion at a source: where a second snapshot goes
 * @param instead at a target: what its instance gets instead of what the captured one had, by the
 *     service's own names
 */
record RdsSettings(
    Optional<URI> endpoint,
    String region,
    String instance,
    SecretReference accessKey,
    SecretReference secretKey,
    Optional<Path> caFile,
    Duration timeout,
    Duration within,
    Optional<String> copyToRegion,
    Optional<String> copyKmsKey,
    Map<String, String> instead) {
  private static final String ENDPOINT = "endpoint";
  private static final String REGION = "region";
  private static final String INSTANCE = "instance";
  private static final String ACCESS_KEY = "access-key";
  private static final String SECRET_KEY = "secret-key";
  private static final String CA_FILE = "ca-file";
  private static final String TIMEOUT = "timeout";
  private static final String WITHIN = "within";
  private static final String COPY_TO_REGION = "copy-to-region";
  private static final String COPY_KMS_KEY = "copy-kms-key";
  private static final String SECURITY_GROUPS = "security-groups";
  private static final Map<String, String> INSTEAD =
      Map.of(
          "instance-class",
          Shape.CLASS,
          "subnet-group",
          Shape.SUBNETS,
          "parameter-group",
          Shape.PARAMETERS,
          "option-group",
          Shape.OPTIONS);
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  static final List<Setting> ALL =
      List.of(
          Setting.required(
              INSTANCE,
              Setting.Type.TEXT,
              "The DB instance; at a target the one to make, which must not be there."),
          Setting.required(REGION, Setting.Type.TEXT, "The region, such as eu-central-1."),
          Setting.required(ACCESS_KEY, Setting.Type.SECRET, "The access key."),
          Setting.required(SECRET_KEY, Setting.Type.SECRET, "The secret key."),
          Setting.optional(
              ENDPOINT,
              Setting.Type.TEXT,
              "The service's address, for all regions; Amazon's own by default; http is taken for"
                  + " this machine only."),
          Setting.optional(
              CA_FILE, Setting.Type.PATH, "PEM file with the authorities to trust, and no others."),
          Setting.optional(
              TIMEOUT, Setting.Type.DURATION, "How long one answer may take; default 30s."),
          Setting.optional(
              WITHIN,
              Setting.Type.DURATION,
              "How long Amazon may take for one snapshot, copy or instance; default 6h."),
          Setting.optional(
                  COPY_TO_REGION,
                  Setting.Type.TEXT,
                  "The region that each snapshot is copied to; none by default.")
              .atSource(),
          Setting.optional(
                  COPY_KMS_KEY,
                  Setting.Type.TEXT,
                  "The KMS key of that region; needed where the instance is encrypted.")
              .atSource(),
          Setting.optional("instance-class", Setting.Type.TEXT, "Another instance class.")
              .atTarget(),
          Setting.optional("subnet-group", Setting.Type.TEXT, "Another subnet group.").atTarget(),
          Setting.optional("parameter-group", Setting.Type.TEXT, "Another parameter group.")
              .atTarget(),
          Setting.optional("option-group", Setting.Type.TEXT, "Another option group.").atTarget(),
          Setting.optional(SECURITY_GROUPS, Setting.Type.LIST, "Other VPC security groups.")
              .atTarget());

  static RdsSettings of(Settings settings) {
    return new RdsSettings(
        settings.optionalText(ENDPOINT).map(RdsSettings::address),
        settings.text(REGION),
        settings.text(INSTANCE),
        secret(settings, ACCESS_KEY),
        secret(settings, SECRET_KEY),
        settings.optionalText(CA_FILE).map(Path::of),
        Durations.of(settings, TIMEOUT, Duration.ofSeconds(30)),
        Durations.of(settings, WITHIN, Duration.ofHours(6)),
        settings.optionalText(COPY_TO_REGION),
        settings.optionalText(COPY_KMS_KEY),
        instead(settings));
  }

  private static Map<String, String> instead(Settings settings) {
    Map<String, String> instead = new TreeMap<>();
    INSTEAD.forEach(
        (key, name) -> settings.optionalText(key).ifPresent(text -> instead.put(name, text)));
    List<String> groups = settings.list(SECURITY_GROUPS);
    if (!groups.isEmpty()) {
      instead.put(Shape.SECURITY_GROUPS, Shape.joined(groups.stream()));
    }
    return instead;
  }

  /** For messages. */
  String place() {
    return endpoint.map(it -> it + " ").orElse("") + region + " " + instance;
  }

  private static SecretReference secret(Settings settings, String key) {
    return settings.secret(key).orElseThrow(() -> invalid(key, "Write ${NAME} or ${file:/path}."));
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
    throw invalid(ENDPOINT, "Expected https://host:port without a login in it.");
  }

  static Fault invalid(String key, String hint) {
    return new Fault(
        FaultCode.INPUT_INVALID, "unable to use the setting under: '" + key + "'", hint);
  }
}
