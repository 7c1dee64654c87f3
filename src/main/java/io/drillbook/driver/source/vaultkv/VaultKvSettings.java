package io.drillbook.driver.source.vaultkv;

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
import java.util.Optional;
import java.util.Set;

/**
 * The settings of kind {@code vault-kv}, at a source and at a target.
 *
 * @param prefix ends with a slash, or is empty for the whole mount
 */
record VaultKvSettings(
    URI url,
    Optional<SecretReference> token,
    Optional<String> namespace,
    String mount,
    String prefix,
    Optional<Path> caFile,
    List<String> valuesTo,
    boolean withoutValues,
    Duration timeout) {
  private static final String URL = "url";
  private static final String TOKEN = "token";
  private static final String NAMESPACE = "namespace";
  private static final String MOUNT = "mount";
  private static final String PREFIX = "prefix";
  private static final String CA_FILE = "ca-file";
  private static final String WITHOUT_VALUES = "without-values";
  private static final String TIMEOUT = "timeout";
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "localhost", "[::1]");

  static final List<Setting> ALL =
      List.of(
          Setting.required(
              URL,
              Setting.Type.TEXT,
              "The server, such as https://vault.example.com:8200; http is taken for this machine"
                  + " only."),
          Setting.required(
              TOKEN,
              Setting.Type.SECRET,
              "A token: at a source it lists and reads metadata, and reads data where values are"
                  + " captured; at a target it writes and removes too."),
          Setting.optional(
              NAMESPACE, Setting.Type.TEXT, "The namespace, where the server has any."),
          Setting.optional(
              MOUNT, Setting.Type.TEXT, "Where the engine is mounted; default secret."),
          Setting.optional(
              PREFIX,
              Setting.Type.TEXT,
              "Only secrets below this path, such as shop; default all of the mount. A target's is"
                  + " empty."),
          Setting.optional(
              CA_FILE, Setting.Type.PATH, "PEM file with the authorities to trust, and no others."),
          Setting.optional(
                  Setting.VALUES_TO,
                  Setting.Type.KEYS,
                  "Keys that alone open the values, such as [escrow]; left out, names, versions and"
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

  static VaultKvSettings of(Settings settings) {
    String prefix = stripped(settings.optionalText(PREFIX).orElse(""));
    return new VaultKvSettings(
        url(settings.text(URL)),
        settings.secret(TOKEN),
        settings.optionalText(NAMESPACE).map(VaultKvSettings::stripped),
        stripped(settings.optionalText(MOUNT).orElse("secret")),
        prefix.isEmpty() ? "" : prefix + "/",
        settings.optionalText(CA_FILE).map(Path::of),
        settings.list(Setting.VALUES_TO),
        settings.flag(WITHOUT_VALUES, false),
        Durations.of(settings, TIMEOUT, Duration.ofSeconds(30)));
  }

  /** For messages. */
  String place() {
    return url + " " + namespace.map(it -> it + "/").orElse("") + mount + "/" + prefix;
  }

  private static URI url(String text) {
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
        "unable to use the address under: 'url'",
        "Expected https://host:port without a login in it; over http anybody on the way could read"
            + " the token and every value.");
  }

  private static String stripped(String text) {
    return text.replaceAll("^/+|/+$", "");
  }
}
