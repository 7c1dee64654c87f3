package io.drillbook.driver.vault.s3;

import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.domain.plan.Durations;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Setting;
import io.drillbook.domain.plan.Settings;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The settings of one bucket.
 *
 * @param prefix empty, or ends with a slash
 * @param prune who deletes; the writer itself where no other is named
 * @param checksums whether CRC32 goes along with what is written and is checked when it is read
 * @param timeout how long the store may leave one request without an answer
 * @param asOf the time whose versions are read; nothing is written then
 * @param spool where parts go that do not fit into memory
 */
record S3Settings(
    Optional<URI> endpoint,
    String region,
    String bucket,
    String prefix,
    boolean pathStyle,
    Keys write,
    Keys prune,
    Optional<Path> caFile,
    Optional<String> storageClass,
    Optional<Lock> lock,
    boolean checksums,
    Duration timeout,
    Optional<Path> spool,
    Optional<Instant> asOf) {

  /** References to one login. */
  record Keys(SecretReference access, SecretReference secret) {}

  /** Retention that is set on every object. */
  record Lock(String mode, Duration time) {}

  static final List<Setting> DECLARED =
      List.of(
          Setting.required("bucket", Setting.Type.TEXT, "The bucket; it must be there."),
          Setting.optional(
              "endpoint",
              Setting.Type.TEXT,
              "The store's address; Amazon's own of the region by default."),
          Setting.optional("region", Setting.Type.TEXT, "The region; us-east-1 by default."),
          Setting.optional(
              "prefix", Setting.Type.TEXT, "Folder in the bucket; its root by default."),
          Setting.optional(
              "path-style",
              Setting.Type.FLAG,
              "Put the bucket's name into the path, as most stores need."),
          Setting.required("access-key", Setting.Type.SECRET, "The writer's access key."),
          Setting.required("secret-key", Setting.Type.SECRET, "The writer's secret key."),
          Setting.optional(
              "prune-access-key",
              Setting.Type.SECRET,
              "Access key for deleting, so that the writer needs no right to delete."),
          Setting.optional("prune-secret-key", Setting.Type.SECRET, "Its secret key."),
          Setting.optional(
              "ca-file",
              Setting.Type.PATH,
              "PEM file with the authorities to trust for this endpoint."),
          Setting.optional(
              "storage-class",
              Setting.Type.TEXT,
              "Storage class of new objects; the bucket's by default."),
          Setting.optional(
              "lock-mode",
              Setting.Type.TEXT,
              "Object lock on every new object: compliance or governance; needs lock-for."),
          Setting.optional("lock-for", Setting.Type.DURATION, "How long each object is locked."),
          Setting.optional(
              "checksums",
              Setting.Type.TEXT,
              "when-required (default), or when-supported: CRC32 as well, where the store knows"
                  + " it."),
          Setting.optional(
              "timeout",
              Setting.Type.DURATION,
              "How long a request may wait for its answer; default 1m."),
          Setting.optional(
              "spool",
              Setting.Type.PATH,
              "Folder for encrypted parts that do not fit into memory; the system's by default."),
          Setting.optional(
              "as-of",
              Setting.Type.TEXT,
              "Read the bucket's versions as they were then, 2026-11-20T02:00:00Z; nothing is"
                  + " written."),
          Setting.optional(
              "site",
              Setting.Type.TEXT,
              "Where the store stands, to tell vaults of one site apart."));

  static S3Settings of(Settings settings) {
    Keys write = new Keys(secret(settings, "access-key"), secret(settings, "secret-key"));
    return new S3Settings(
        settings.optionalText("endpoint").map(S3Settings::address),
        settings.optionalText("region").orElse("us-east-1"),
        settings.text("bucket"),
        folder(settings.optionalText("prefix").orElse("")),
        settings.flag("path-style", false),
        write,
        together(settings, "prune-access-key", "prune-secret-key")
            ? new Keys(secret(settings, "prune-access-key"), secret(settings, "prune-secret-key"))
            : write,
        settings.optionalText("ca-file").map(Path::of),
        settings.optionalText("storage-class"),
        lock(settings),
        "when-supported".equals(oneOf(settings, "checksums", "when-required", "when-supported")),
        Durations.of(settings, "timeout", Duration.ofMinutes(1)),
        settings.optionalText("spool").map(Path::of),
        settings.optionalText("as-of").map(S3Settings::time));
  }

  private static Optional<Lock> lock(Settings settings) {
    if (!together(settings, "lock-mode", "lock-for")) {
      return Optional.empty();
    }
    return Optional.of(
        new Lock(
            oneOf(settings, "lock-mode", "compliance", "governance").toUpperCase(Locale.ROOT),
            Durations.of(settings, "lock-for", Duration.ZERO)));
  }

  private static URI address(String text) {
    URI address = URI.create(text.replace(' ', '_'));
    if (address.getHost() == null || !String.valueOf(address.getScheme()).matches("https?")) {
      throw invalid("endpoint", text, "Write it as https://host:port.");
    }
    return address;
  }

  private static Instant time(String text) {
    try {
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeParseException e) {
      throw invalid("as-of", text, "Write it with its zone, as 2026-11-20T02:00:00Z.");
    }
  }

  private static String folder(String prefix) {
    String bare = prefix.replaceAll("^/+|/+$", "");
    return bare.isEmpty() ? "" : S3Keys.require(bare) + "/";
  }

  private static String oneOf(Settings settings, String key, String usual, String other) {
    String value = settings.optionalText(key).orElse(usual).toLowerCase(Locale.ROOT);
    if (!value.equals(usual) && !value.equals(other)) {
      throw invalid(key, value, "It may be " + usual + " or " + other + ".");
    }
    return value;
  }

  /** Half a pair is a mistake: a lock without an end, a login without its secret. */
  private static boolean together(Settings settings, String one, String other) {
    boolean first = settings.values().containsKey(one);
    if (first != settings.values().containsKey(other)) {
      throw invalid(first ? one : other, "alone", "Set " + one + " and " + other + " together.");
    }
    return first;
  }

  private static SecretReference secret(Settings settings, String key) {
    return settings
        .secret(key)
        .orElseThrow(() -> invalid(key, "missing", "Write ${NAME} or ${file:/path}."));
  }

  private static Fault invalid(String key, String value, String hint) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to use the setting '" + key + "' of an S3 vault: '" + value + "'",
        hint);
  }
}
