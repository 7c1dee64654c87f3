package io.drillbook.driver.source.mongodb;

import com.mongodb.MongoException;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoDatabase;
import io.drillbook.spi.step.Cancellation;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.bson.BsonDocument;

/** An open connection to one database, whose troubles come out as faults. */
final class Connection implements AutoCloseable {
  private final MongoClient client;
  private final String database;
  private final Side side;
  private final String who;
  private final Cancellation cancellation;

  Connection(
      MongoClient client, String database, Side side, String who, Cancellation cancellation) {
    this.client = client;
    this.database = database;
    this.side = side;
    this.who = who;
    this.cancellation = cancellation;
    cancellation.onCancel(client::close);
  }

  String who() {
    return who;
  }

  MongoClient client() {
    return client;
  }

  MongoDatabase db() {
    return client.getDatabase(database);
  }

  /** Runs whatever talks to the server. */
  <T> T ask(Supplier<T> question) {
    try {
      return question.get();
    } catch (MongoException e) {
      cancellation.check();
      throw MongoFaults.of(e, side, who);
    } catch (IllegalStateException e) {
      // A client that was closed by the cancel says so.
      cancellation.check();
      throw e;
    }
  }

  /** Runs whatever talks to the server and has nothing to give. */
  void run(Runnable work) {
    ask(
        () -> {
          work.run();
          return null;
        });
  }

  /** A command to the database itself. */
  BsonDocument command(BsonDocument command) {
    return ask(() -> db().runCommand(command, BsonDocument.class));
  }

  /** A command to the server. */
  BsonDocument admin(BsonDocument command) {
    return ask(() -> client.getDatabase("admin").runCommand(command, BsonDocument.class));
  }

  /** A question that this login or this server may not answer; any other trouble is a fault. */
  Optional<BsonDocument> maybe(Function<MongoClient, BsonDocument> question) {
    return ask(
        () -> {
          try {
            return Optional.of(question.apply(client));
          } catch (MongoException e) {
            int code = MongoFaults.code(e);
            if (code == MongoFaults.NO_SUCH_COMMAND || code == MongoFaults.UNAUTHORIZED) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  @Override
  public void close() {
    client.close();
  }
}
