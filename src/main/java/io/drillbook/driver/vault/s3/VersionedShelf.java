package io.drillbook.driver.vault.s3;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.s3.model.DeleteMarkerEntry;
import software.amazon.awssdk.services.s3.model.ListObjectVersionsResponse;
import software.amazon.awssdk.services.s3.model.ObjectVersion;

/**
 * A bucket with versions. A reader gets the <em>first</em> version since the key was last freed,
 * not the newest: whoever may write can always add a version, and must not change by it what was
 * written once. It also decides between two writers where the store itself does not.
 */
final class VersionedShelf implements Shelf {
  private final S3Connection connection;
  private final String bucket;
  private final Optional<Instant> asOf;
  private final boolean keepsAll;

  /**
   * A look into the bucket.
   *
   * @param asOf what came later is not seen: neither versions nor what hides them
   * @param keepsAll whether a put never takes a version away; while versioning is suspended, it
   *     replaces the one without a name
   */
  VersionedShelf(S3Connection connection, String bucket, Optional<Instant> asOf, boolean keepsAll) {
    this.connection = connection;
    this.bucket = bucket;
    this.asOf = asOf;
    this.keepsAll = keepsAll;
  }

  @Override
  public Optional<Stored> find(String key) {
    return Optional.ofNullable(histories(key, true).get(key)).flatMap(History::seen);
  }

  @Override
  public List<Stored> list(String prefix) {
    return histories(prefix, false).values().stream()
        .flatMap(history -> history.seen().stream())
        .toList();
  }

  @Override
  public List<Stored> all(String key) {
    List<Stored> found = new ArrayList<>();
    History history = histories(key, true).get(key);
    if (history != null) {
      history.versions.forEach(version -> found.add(stored(version)));
      history.markers.forEach(marker -> found.add(stored(marker)));
    }
    return found;
  }

  @Override
  public boolean tellsWhoWasFirst() {
    return keepsAll;
  }

  @Override
  public Set<String> keys(String prefix) {
    return histories(prefix, false).keySet();
  }

  /** By key; the prefix itself comes first of all, so its end is the end of what one key needs. */
  private Map<String, History> histories(String prefix, boolean only) {
    return connection.ask(
        "list",
        prefix,
        s3 -> {
          Map<String, History> found = new TreeMap<>();
          for (ListObjectVersionsResponse page :
              s3.listObjectVersionsPaginator(r -> r.bucket(bucket).prefix(prefix))) {
            page.versions().stream()
                .filter(one -> isSeen(one.lastModified()))
                .forEach(one -> of(found, one.key()).versions.add(one));
            page.deleteMarkers().stream()
                .filter(one -> isSeen(one.lastModified()))
                .forEach(one -> of(found, one.key()).markers.add(one));
            if (only && found.keySet().stream().anyMatch(key -> !key.equals(prefix))) {
              break;
            }
          }
          return found;
        });
  }

  private boolean isSeen(Instant time) {
    return asOf.isEmpty() || !time.isAfter(asOf.get());
  }

  private static History of(Map<String, History> found, String key) {
    return found.computeIfAbsent(key, any -> new History());
  }

  private static Stored stored(ObjectVersion one) {
    return new Stored(
        one.key(), Optional.of(one.versionId()), one.size(), one.lastModified(), false);
  }

  private static Stored stored(DeleteMarkerEntry one) {
    return new Stored(one.key(), Optional.of(one.versionId()), 0, one.lastModified(), true);
  }

  /** What happened to one key, newest first. */
  private static final class History {
    private final List<ObjectVersion> versions = new ArrayList<>();
    private final List<DeleteMarkerEntry> markers = new ArrayList<>();

    Optional<Stored> seen() {
      if (versions.isEmpty() || isHidden()) {
        return Optional.empty();
      }
      Instant freed =
          markers.stream()
              .map(DeleteMarkerEntry::lastModified)
              .max(Instant::compareTo)
              .orElse(Instant.MIN);
      // The newest stands in where a store tells times by the second only.
      ObjectVersion first = versions.get(0);
      for (ObjectVersion one : versions) {
        if (one.lastModified().isAfter(freed)) {
          first = one;
        }
      }
      return Optional.of(stored(first));
    }

    /** The store's own word, unless the newest of all came after the time that is looked at. */
    private boolean isHidden() {
      if (markers.isEmpty() || versions.get(0).isLatest()) {
        return false;
      }
      return markers.get(0).isLatest()
          || markers.get(0).lastModified().isAfter(versions.get(0).lastModified());
    }
  }
}
