package io.drillbook.driver.source.s3bucket;

import java.util.OptionalInt;
import software.amazon.awssdk.services.s3.model.ExpirationStatus;
import software.amazon.awssdk.services.s3.model.LifecycleRule;
import software.amazon.awssdk.services.s3.model.ObjectLockConfiguration;
import software.amazon.awssdk.services.s3.model.ObjectLockRetentionMode;

/**
 * How a bucket is set up.
 *
 * @param versioning enabled, suspended or off
 * @param days after which the first replaced version may be removed; 0 for never
 * @param lock compliance, governance, enabled or off
 * @param replication on or off
 */
record BucketState(String versioning, String days, String lock, String replication) {
  private static final String OFF = "off";
  private static final String UNKNOWN = "unknown";

  /** Asks the store; what it does not know, or does not tell this login, is unknown. */
  static BucketState of(Store store) {
    return new BucketState(
        versioning(store),
        store.tell("NoSuchLifecycleConfiguration", "0", UNKNOWN, () -> days(store)),
        store.tell("ObjectLockConfigurationNotFoundError", OFF, UNKNOWN, () -> lock(store)),
        store.tell(
            "ReplicationConfigurationNotFoundError", OFF, UNKNOWN, () -> replication(store)));
  }

  /** Whether what was overwritten or deleted from now on can be brought back. */
  boolean keepsVersions() {
    return versioning.equals("enabled");
  }

  private static String versioning(Store store) {
    return store.ask(
        "ask for versions of",
        store.bucket(),
        s3 -> {
          var status = s3.getBucketVersioning(r -> r.bucket(store.bucket())).status();
          return status == null ? OFF : status.toString().toLowerCase(java.util.Locale.ROOT);
        });
  }

  private static String days(Store store) {
    OptionalInt least =
        store
            .client()
            .getBucketLifecycleConfiguration(r -> r.bucket(store.bucket()))
            .rules()
            .stream()
            .filter(rule -> rule.status() == ExpirationStatus.ENABLED)
            .filter(rule -> touches(rule, store.prefix()))
            .filter(rule -> rule.noncurrentVersionExpiration() != null)
            .filter(rule -> rule.noncurrentVersionExpiration().noncurrentDays() != null)
            .mapToInt(rule -> rule.noncurrentVersionExpiration().noncurrentDays())
            .min();
    return String.valueOf(least.orElse(0));
  }

  @SuppressWarnings("deprecation") // An old rule has its prefix there.
  private static boolean touches(LifecycleRule rule, String prefix) {
    String ruled = rule.prefix() == null ? "" : rule.prefix();
    if (rule.filter() != null) {
      if (rule.filter().prefix() != null) {
        ruled = rule.filter().prefix();
      } else if (rule.filter().and() != null && rule.filter().and().prefix() != null) {
        ruled = rule.filter().and().prefix();
      }
    }
    return ruled.startsWith(prefix) || prefix.startsWith(ruled);
  }

  private static String lock(Store store) {
    ObjectLockConfiguration found =
        store
            .client()
            .getObjectLockConfiguration(r -> r.bucket(store.bucket()))
            .objectLockConfiguration();
    if (found == null || found.objectLockEnabled() == null) {
      return OFF;
    }
    if (found.rule() == null || found.rule().defaultRetention() == null) {
      return "enabled";
    }
    return found.rule().defaultRetention().mode() == ObjectLockRetentionMode.COMPLIANCE
        ? "compliance"
        : "governance";
  }

  private static String replication(Store store) {
    var found =
        store
            .client()
            .getBucketReplication(r -> r.bucket(store.bucket()))
            .replicationConfiguration();
    return found == null || found.rules().isEmpty() ? OFF : "on";
  }
}
