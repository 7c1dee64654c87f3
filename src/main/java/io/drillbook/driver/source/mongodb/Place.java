package io.drillbook.driver.source.mongodb;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonString;

/** A target's database: whose data it holds, and what may be removed from it. */
final class Place {
  private static final String ID = "mark";
  private static final String RUN = "run";
  private static final String CONTENT = "content";
  private static final String STATE = "state";
  private static final String RESTORED = "restored";
  private static final String TAKING = "taking the names";

  private final Connection connection;
  private final RunMark mark;

  Place(Connection connection, RunMark mark) {
    this.connection = connection;
    this.mark = mark;
  }

  Connection connection() {
    return connection;
  }

  /** Whether nothing but our own is here. */
  boolean isEmpty() {
    return data().isEmpty();
  }

  /** Everything that is not ours. */
  List<String> data() {
    return Catalog.names(connection).stream().filter(name -> !RunMark.isOurs(name)).toList();
  }

  /** Whether what is here was brought by this run, from whatever recovery point. */
  boolean ours() {
    return said(RUN).filter(mark.runId()::equals).isPresent();
  }

  /** Whether this run's restore of this very content took effect already. */
  boolean done() {
    return ours()
        && said(CONTENT).filter(mark.content()::equals).isPresent()
        && said(STATE).filter(RESTORED::equals).isPresent();
  }

  /**
   * Refuses a target that holds anything that this run did not bring, unfinished work of another
   * run included: who knows whether that still goes on.
   *
   * @throws Fault TARGET_NOT_EMPTY
   */
  void requireFree() {
    if (ours()) {
      // Somebody decided on another recovery point: what the run itself brought may go again.
      return;
    }
    boolean foreign =
        Catalog.names(connection).stream()
            .anyMatch(name -> RunMark.isOurs(name) && !isMark(name) && !mark.isStaging(name));
    if (!isEmpty() || foreign) {
      throw new Fault(
          FaultCode.TARGET_NOT_EMPTY,
          "unable to restore into a database that is not empty: '" + connection.who() + "'",
          "Name another target, or move the collections there if you are sure"
              + (foreign ? "; some are left of another run's unfinished restore." : "."));
    }
  }

  /** Says that this run is about to give the restored collections their names. */
  void markTaking() {
    mark(TAKING);
  }

  /** Says that this run's restore took effect. */
  void markRestored() {
    mark(RESTORED);
  }

  /** Whether a take-over by this run began and did not come to its end. */
  boolean halfTaken() {
    return ours() && said(STATE).filter(TAKING::equals).isPresent();
  }

  /** This run's staging collections. */
  List<String> staging() {
    return Catalog.names(connection).stream().filter(mark::isStaging).toList();
  }

  /** Removes everything but staging; only for what this run brought. */
  void dropData() {
    data().forEach(this::drop);
  }

  void drop(String collection) {
    connection.run(() -> connection.db().getCollection(collection).drop());
  }

  void dropMark() {
    drop(RunMark.COLLECTION);
  }

  private void mark(String state) {
    BsonDocument document =
        new BsonDocument("_id", new BsonString(ID))
            .append(RUN, new BsonString(mark.runId()))
            .append(CONTENT, new BsonString(mark.content()))
            .append(STATE, new BsonString(state));
    connection.run(
        () ->
            connection
                .db()
                .getCollection(RunMark.COLLECTION, BsonDocument.class)
                .replaceOne(Filters.eq("_id", ID), document, new ReplaceOptions().upsert(true)));
  }

  private Optional<String> said(String key) {
    if (!Set.copyOf(Catalog.names(connection)).contains(RunMark.COLLECTION)) {
      return Optional.empty();
    }
    return connection
        .ask(
            () ->
                Optional.ofNullable(
                    connection
                        .db()
                        .getCollection(RunMark.COLLECTION, BsonDocument.class)
                        .find(Filters.eq("_id", ID))
                        .first()))
        .map(document -> document.getString(key, new BsonString("")).getValue());
  }

  private static boolean isMark(String name) {
    return name.equals(RunMark.COLLECTION);
  }
}
