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

  /** Whether it shows which of several writers of one key was the first. */
  boolean tellsWhoWasFirst();

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
    /** What a bucket without versions has under that key. */
    static Stored named(String key) {
      return new Stored(key, Optional.empty(), 0, Instant.EPOCH, false);
    }

    /** As the SDK wants it: null where there is none. */
    String versionOrNull() {
      return version.orElse(null);
    }
  }
}
