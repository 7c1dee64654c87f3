package io.drillbook.driver.source.s3bucket;

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

/**
 * The settings of kind {@code s3-bucket}, at a source and at a target.
 *
 * @param prefix what every key begins with that counts; empty for the whole bucket
 * @param copy whether the bytes are captured too
 * @param only at a target: of the captured keys those that begin so
 * @param inPlace at a target: whether it is the captured bucket itself
 */
record BucketSettings(
    Optional<URI> endpoint,
    String region,
    String bucket,
    String prefix,
    boolean pathStyle,
    SecretReference accessKey,
    SecretReference secretKey,
    Optional<Path> caFile,
    Duration timeout,
    boolean copy,
    boolean mayBeEmpty,
    String only,
    boolean inPlace,
    Expectation expected) {
  private static final String ENDPOINT = "endpoint";

  static final List<Setting> ALL =
      List.of(
          Setting.required("bucket", Setting.Type.TEXT, "The bucket; it must be there."),
          Setting.optional(
              ENDPOINT,
              Setting.Type.TEXT,
              "The store's address; Amazon's own of the region by default."),
          Setting.optional("region", Setting.Type.TEXT, "The region; us-east-1 by default."),
          Setting.optional(
              "prefix",
              Setting.Type.TEXT,
              "What the keys begin with, such as uploads/; the whole bucket by default."),
          Setting.optional(
              "path-style",
              Setting.Type.FLAG,
              "Put the bucket's name into the path, as most stores need."),
          Setting.required("access-key", Setting.Type.SECRET, "The access key."),
          Setting.required("secret-key", Setting.Type.SECRET, "The secret key."),
          Setting.optional(
              "ca-file",
              Setting.Type.PATH,
              "PEM file with the authorities to trust for this endpoint."),
          Setting.optional(
              "timeout",
              Setting.Type.DURATION,
              "How long a request may wait for its answer; default 1m."),
          Setting.optional(
              "copy",
              Setting.Type.FLAG,
              "Whether the objects' bytes are captured as well, and not only which versions there"
                  + " are: false."),
          Setting.optional(
              "may-be-empty",
              Setting.Type.FLAG,
              "Whether a bucket without any object that a reader sees may be captured: false."),
          Setting.optional(
              "expect-versioning", Setting.Type.TEXT, "enabled, suspended or off: what must hold."),
          Setting.optional(
              "expect-noncurrent-days",
              Setting.Type.NUMBER,
              "After how many days the bucket's lifecycle must remove versions that were replaced;"
                  + " 0 for never."),
          Setting.optional(
              "expect-lock",
              Setting.Type.TEXT,
              "compliance, governance, enabled (without a default) or off: the bucket's object"
                  + " lock."),
          Setting.optional(
              "expect-replication",
              Setting.Type.FLAG,
              "Whether the bucket must be replicated to another one."),
          Setting.optional(
              "on-drift",
              Setting.Type.TEXT,
              "What happens where an expectation does not hold: fail (default) or warn."),
          Setting.optional(
              "only",
              Setting.Type.TEXT,
              "At a target: restores of the captured keys only those that begin so, as they stand"
                  + " in the captured bucket."),
          Setting.optional(
              "in-place",
              Setting.Type.FLAG,
              "At a target with 'production: true': puts captured versions on top again in the"
                  + " captured bucket itself, where what is there differs; deletes nothing."));

  static BucketSettings of(Settings settings) {
    return new BucketSettings(
        settings.optionalText(ENDPOINT).map(BucketSettings::address),
        settings.optionalText("region").orElse("us-east-1"),
        settings.text("bucket"),
        settings.optionalText("prefix").orElse(""),
        settings.flag("path-style", false),
        secret(settings, "access-key"),
        secret(settings, "secret-key"),
        settings.optionalText("ca-file").map(Path::of),
        Durations.of(settings, "timeout", Duration.ofMinutes(1)),
        settings.flag("copy", false),
        settings.flag("may-be-empty", false),
        settings.optionalText("only").orElse(""),
        settings.flag("in-place", false),
        Expectation.of(settings));
  }

  /** The captured place, by this login. */
  BucketSettings at(Home home) {
    return new BucketSettings(
        home.endpoint(),
        home.region(),
        home.bucket(),
        home.prefix(),
        pathStyle,
        accessKey,
        secretKey,
        caFile,
        timeout,
        copy,
        mayBeEmpty,
        only,
        inPlace,
        expected);
  }

  Home home() {
    return new Home(endpoint, region, bucket, prefix);
  }

  /** Whether one login and one connection serve both, so that the store can copy by itself. */
  boolean isSameStore(BucketSettings other) {
    return endpoint.equals(other.endpoint)
        && region.equals(other.region)
        && accessKey.equals(other.accessKey)
        && secretKey.equals(other.secretKey);
  }

  private static URI address(String text) {
    URI address = URI.create(text.replace(' ', '_'));
    if (address.getHost() == null || !String.valueOf(address.getScheme()).matches("https?")) {
      throw invalid(ENDPOINT, text, "Write it as https://host:port.");
    }
    return address;
  }

  private static SecretReference secret(Settings settings, String key) {
    return settings
        .secret(key)
        .orElseThrow(() -> invalid(key, "missing", "Write ${NAME} or ${file:/path}."));
  }

  static Fault invalid(String key, String value, String hint) {
    return new Fault(
        FaultCode.INPUT_INVALID,
        "unable to use the setting '" + key + "' of a bucket: '" + value + "'",
        hint);
  }
}
