package io.drillbook.driver.source.mongodb;

import com.mongodb.client.MongoCursor;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import io.drillbook.spi.step.StepContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.bson.BsonArray;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/**
 * The collections that a restore works in until they are proven. They lie in the target's own
 * database: only there can a collection be renamed without being copied.
 */
final class Staging {
  private final Place place;
  private final RunMark mark;
  private final int attempt;

  Staging(Place place, RunMark mark, int attempt) {
    this.place = place;
    this.mark = mark;
    this.attempt = attempt;
  }

  /**
   * Removes what earlier attempts left.
   *
   * @throws Fault CANCELLED where a newer attempt is at work: then this one is the forgotten one
   */
  void removeLeftovers() {
    List<String> leftovers = place.staging();
    for (String leftover : leftovers) {
      if (mark.attemptOf(leftover) > attempt) {
        throw mark.overtaken(attempt, leftover);
      }
    }
    leftovers.forEach(place::drop);
  }

  /** Removes what this attempt made. */
  void remove() {
    place.staging().stream().filter(name -> mark.attemptOf(name) == attempt).forEach(place::drop);
  }

  /** Reads everything back. */
  Census count(Connection connection, List<CollectionEntry> entries, StepContext context) {
    Census census = new Census();
    census.expect(entries);
    read(connection, entries, this::name, census, context);
    return census;
  }

  static void read(
      Connection connection,
      List<CollectionEntry> entries,
      UnaryOperator<String> names,
      Census census,
      StepContext context) {
    for (CollectionEntry entry : entries) {
      if (!entry.isView()) {
        connection.run(() -> read(connection, entry.name(), names, census, context));
      }
    }
  }

  private static void read(
      Connection connection,
      String name,
      UnaryOperator<String> names,
      Census census,
      StepContext context) {
    long read = 0;
    try (MongoCursor<RawBsonDocument> cursor =
        connection.db().getCollection(names.apply(name), RawBsonDocument.class).find().iterator()) {
      while (cursor.hasNext()) {
        context.cancellation().check();
        byte[] bytes = ArchiveFormat.bytes(cursor.next());
        census.add(name, bytes);
        read += bytes.length;
        context.progress("reading back " + name, read, -1);
      }
    }
  }

  /** Builds the indexes: after the comparison, since one of them may let documents expire. */
  void buildIndexes(Connection connection, List<CollectionEntry> entries, StepContext context) {
    for (CollectionEntry entry : entries) {
      context.cancellation().check();
      BsonArray indexes = new BsonArray();
      entry.ownIndexes().forEach(index -> indexes.add(withoutPlace(index)));
      if (!indexes.isEmpty()) {
        connection.command(
            new BsonDocument("createIndexes", new BsonString(name(entry.name())))
                .append("indexes", indexes));
      }
    }
  }

  /** How many indexes each collection has now. */
  Map<String, Long> indexes(Connection connection, List<CollectionEntry> entries) {
    Map<String, Long> counts = new HashMap<>();
    for (CollectionEntry entry : entries) {
      if (!entry.isView()) {
        List<BsonDocument> indexes = Catalog.indexes(connection, name(entry.name()));
        CollectionEntry built =
            new CollectionEntry(entry.name(), entry.type(), entry.options(), indexes, "");
        counts.put(entry.name() + Census.INDEXES, (long) built.ownIndexes().size());
      }
    }
    return counts;
  }

  /**
   * Gives each collection its name; the mark tells until the end that this is under way, so that
   * after a crash nobody takes half of it for the whole.
   *
   * @throws Fault CANCELLED where a newer attempt took over
   */
  void take(Connection connection, List<CollectionEntry> entries) {
    place.requireFree();
    removeOlder();
    place.markTaking(attempt);
    for (String older : place.data()) {
      place.requireTaking(attempt);
      place.drop(older);
    }
    for (CollectionEntry entry : entries) {
      if (!entry.isView()) {
        place.requireTaking(attempt);
        rename(connection, entry.name());
      }
    }
    for (CollectionEntry entry : entries) {
      if (entry.isView()) {
        connection.command(Filling.create(entry.name(), entry.options()));
      }
    }
    requireAll(entries);
    place.markRestored(attempt);
  }

  /** An attempt that was overtaken may have dropped one in the moment before it saw that. */
  private void requireAll(List<CollectionEntry> entries) {
    Set<String> missing = new TreeSet<>();
    entries.forEach(entry -> missing.add(entry.name()));
    missing.removeAll(Set.copyOf(place.data()));
    // Without a document in it, it is not made.
    missing.removeIf(Catalog::isJavaScript);
    if (!missing.isEmpty()) {
      place.requireTaking(attempt);
      throw new Fault(
          FaultCode.CONTENT_MISMATCH,
          "unable to find collections that were just put in place: '"
              + String.join(", ", missing)
              + "'",
          "Look who else works in the target, then restore again.");
    }
  }

  private void removeOlder() {
    for (String name : place.staging()) {
      if (mark.attemptOf(name) > attempt) {
        throw mark.overtaken(attempt, name);
      }
      if (mark.attemptOf(name) < attempt) {
        place.drop(name);
      }
    }
  }

  private void rename(Connection connection, String collection) {
    String staged = name(collection);
    if (Catalog.isJavaScript(collection)) {
      copy(connection, staged, collection);
      place.drop(staged);
      return;
    }
    String database = connection.db().getName() + ".";
    connection.admin(
        new BsonDocument("renameCollection", new BsonString(database + staged))
            .append("to", new BsonString(database + collection)));
  }

  /** Stored JavaScript: few documents, and a name that no collection may be renamed to. */
  private static void copy(Connection connection, String from, String to) {
    connection.run(
        () ->
            connection
                .db()
                .getCollection(from, RawBsonDocument.class)
                .find()
                .forEach(
                    document ->
                        connection
                            .db()
                            .getCollection(to, RawBsonDocument.class)
                            .insertOne(document)));
  }

  private String name(String collection) {
    return mark.staging(attempt, collection);
  }

  /** Without the namespace of old servers, and in the version that this server prefers. */
  private static BsonDocument withoutPlace(BsonDocument index) {
    BsonDocument plain = index.clone();
    plain.remove("ns");
    plain.remove("v");
    return plain;
  }
}
