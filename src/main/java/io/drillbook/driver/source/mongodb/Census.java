package io.drillbook.driver.source.mongodb;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts the documents of each collection and sums up what is in them: the first eight bytes of
 * each document's SHA-256, added, so that the order does not matter but every byte and every
 * repetition does.
 */
final class Census {
  static final String INDEXES = " (indexes)";
  static final String VIEW = " (view)";

  private final MessageDigest sha256 = sha256();
  private final Map<String, Tally> tallies = new TreeMap<>();
  private final Map<String, Long> definitions = new TreeMap<>();

  private static final class Tally {
    private long documents;
    private long sum;
  }

  /** Notes the collections and views; one without documents counts too. */
  void expect(List<CollectionEntry> collections) {
    for (CollectionEntry entry : collections) {
      if (entry.isView()) {
        definitions.put(entry.name() + VIEW, 1L);
      } else {
        tallies.computeIfAbsent(entry.name(), name -> new Tally());
        definitions.put(entry.name() + INDEXES, (long) entry.ownIndexes().size());
      }
    }
  }

  void add(String collection, byte[] bson) {
    Tally tally = tallies.computeIfAbsent(collection, name -> new Tally());
    tally.documents++;
    tally.sum += ByteBuffer.wrap(sha256.digest(bson)).getLong();
  }

  /** Documents by collection, own indexes by collection, views. */
  Map<String, Long> contents() {
    Map<String, Long> contents = new TreeMap<>(definitions);
    tallies.forEach((name, tally) -> contents.put(name, tally.documents));
    return contents;
  }

  /** What is in each collection, hexadecimal. */
  Map<String, String> digests() {
    Map<String, String> digests = new TreeMap<>();
    tallies.forEach((name, tally) -> digests.put(name, "%016x".formatted(tally.sum)));
    return digests;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
