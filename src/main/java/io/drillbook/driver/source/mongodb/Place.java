package io.drillbook.driver.source.mongodb;

import com.mongodb.client.model.Filters;
import com.mongodb.client.model.ReplaceOptions;
import io.drillbook.domain.fault.Fault;
import io.drillbook.domain.fault.FaultCode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.bson.BsonDocument;
import org.bson.BsonInt32;
import org.bson.BsonString;

/** A target's database: whose data it holds, and what may be removed from it. */
final class Place {
  private static final String ID = "mark";
  private static final String RUN = "run";
  private static final String CONTENT = "content";
  private static final String STATE = "state";
  private static final String ATTEMPT = "attempt";
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

  /**
   * Says that an attempt is about to give the restored collections their names.
   *
   * @throws Fault CANCELLED where a newer attempt did so already
   */
  void markTaking(int attempt) {
    if (ours() && attempt() > attempt) {
      throw mark.overtaken(attempt, connection.who());
    }
    mark(TAKING, attempt);
  }

  /**
   * Says that this run's restore took effect.
   *
   * @throws Fault CANCELLED where the mark is no longer this attempt's
   */
  void markRestored(int attempt) {
    requireTaking(attempt);
    mark(RESTORED, attempt);
  }

  /** Whether a take-over by this attempt began and did not come to its end. */
  boolean halfTaken(int attempt) {
    return ours() && said(STATE).filter(TAKING::equals).isPresent() && attempt() == attempt;
  }

  /**
   * Checks that no newer attempt took over: what lies here would be that one's.
   *
   * @throws Fault CANCELLED
   */
  void requireTaking(int attempt) {
    if (!halfTaken(attempt)) {
      throw mark.overtaken(attempt, connection.who());
    }
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

  private void mark(String state, int attempt) {
    BsonDocument document =
        new BsonDocument("_id", new BsonString(ID))
            .append(RUN, new BsonString(mark.runId()))
            .append(CONTENT, new BsonString(mark.content()))
            .append(STATE, new BsonString(state))
            .append(ATTEMPT, new BsonInt32(attempt));
    connection.run(
        () ->
            connection
                .db()
                .getCollection(RunMark.COLLECTION, BsonDocument.class)
                .replaceOne(Filters.eq("_id", ID), document, new ReplaceOptions().upsert(true)));
  }

  private Optional<String> said(String key) {
    return said().map(document -> document.getString(key, new BsonString("")).getValue());
  }

  /** The attempt that wrote the mark; 0 where none did, or before attempts were told. */
  private int attempt() {
    return said()
        .map(document -> document.getInt32(ATTEMPT, new BsonInt32(0)).getValue())
        .orElse(0);
  }

  private Optional<BsonDocument> said() {
    if (!Set.copyOf(Catalog.names(connection)).contains(RunMark.COLLECTION)) {
      return Optional.empty();
    }
    return connection.ask(
        () ->
            Optional.ofNullable(
                connection
                    .db()
                    .getCollection(RunMark.COLLECTION, BsonDocument.class)
                    .find(Filters.eq("_id", ID))
                    .first()));
  }

  private static boolean isMark(String name) {
    return name.equals(RunMark.COLLECTION);
  }
}
