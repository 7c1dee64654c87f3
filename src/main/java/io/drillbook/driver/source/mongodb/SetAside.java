package io.drillbook.driver.source.mongodb;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.bson.BsonDocument;
import org.bson.BsonString;
import org.bson.RawBsonDocument;

/**
 * Moves a target's collections into a database of another name, so that a restore finds its place
 * free and nothing is lost. The server copies them, which takes room and time.
 */
final class SetAside {
  private static final int LONGEST_NAME = 63;

  private final Place place;
  private final RunMark mark;

  SetAside(Place place, RunMark mark) {
    this.place = place;
    this.mark = mark;
  }

  /** The other name; empty where there was nothing to set aside. */
  Optional<String> run() {
    if (place.isEmpty() || place.ours()) {
      return Optional.empty();
    }
    Connection connection = place.connection();
    String aside = name(mark.database(), mark.runId());
    List<String> views = Catalog.views(connection);
    List<CollectionEntry> entries = Catalog.entries(connection);
    Catalog.refuseTimeSeries(entries);
    for (CollectionEntry entry : entries) {
      if (views.contains(entry.name())) {
        view(connection, aside, entry);
      } else if (Catalog.isJavaScript(entry.name())) {
        copy(connection, aside, entry.name());
      } else {
        move(connection, aside, entry.name());
      }
    }
    // A mark of another run goes along: it says whose data this was.
    if (Catalog.names(connection).contains(RunMark.COLLECTION)) {
      move(connection, aside, RunMark.COLLECTION);
    }
    return Optional.of(aside);
  }

  private void move(Connection connection, String aside, String collection) {
    connection.admin(
        new BsonDocument("renameCollection", new BsonString(mark.database() + "." + collection))
            .append("to", new BsonString(aside + "." + collection)));
  }

  /** Stored JavaScript: few documents, and a name that no collection may be renamed to. */
  private void copy(Connection connection, String aside, String collection) {
    connection.run(
        () ->
            connection
                .db()
                .getCollection(collection, RawBsonDocument.class)
                .find()
                .forEach(
                    document ->
                        connection
                            .client()
                            .getDatabase(aside)
                            .getCollection(collection, RawBsonDocument.class)
                            .insertOne(document)));
    place.drop(collection);
  }

  private void view(Connection connection, String aside, CollectionEntry entry) {
    connection.run(
        () ->
            connection
                .client()
                .getDatabase(aside)
                .runCommand(Filling.create(entry.name(), entry.options())));
    place.drop(entry.name());
  }

  /** The run's id stays whole: it tells when and why, and is different each time. */
  private static String name(String database, String runId) {
    String kept = database;
    while ((kept + "_" + runId).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      kept = kept.substring(0, kept.length() - 1);
    }
    return kept + "_" + runId;
  }
}
