package io.drillbook.driver.vault.s3;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a bucket's contents are seen: with or without versions. Keys are the store's own. */
interface Shelf {
  /** The object that a reader of the key gets. */
  Optional<Stored> find(String key);

  /** What readers see under the prefix, in the order of keys. */
  List<Stored> list(String prefix);

  /** Everything that the store keeps under this very key, hidden or not; markers last. */
  List<Stored> all(String key);

  /** Every key under the prefix of which the store keeps something, hidden or not. */
  Set<String> keys(String prefix);

  /**
   * One stored object or version of one.
   *
   * @param version the store's name for the version; empty where there are none
   * @param marker whether it only hides the versions before it
   */
  record Stored(
      String key, Optional<String> version, long bytes, Instant modifiedAt, boolean marker) {
    /** As the SDK wants it: null where there is none. */
    String versionOrNull() {
      return version.orElse(null);
    }
  }
}
