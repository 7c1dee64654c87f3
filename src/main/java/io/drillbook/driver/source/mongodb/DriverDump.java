package io.drillbook.driver.source.mongodb;

import com.mongodb.ClientSessionOptions;
import com.mongodb.client.ClientSession;
import com.mongodb.client.FindIterable;
import com.mongodb.client.MongoCollection;
import com.mongodb.client.MongoCursor;
import io.drillbook.spi.step.StepContext;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bson.RawBsonDocument;

/** Reads the documents of a database over the network, as the bytes that the server sends. */
final class DriverDump {
  static final String TOOL = "drillbook";

  private final Connection connection;
  private final String source;
  private final Look look;
  private final Census census;
  private final StepContext context;
  private long done;

  DriverDump(Connection connection, String source, Look look, Census census, StepContext context) {
    this.connection = connection;
    this.source = source;
    this.look = look;
    this.census = census;
    this.context = context;
  }

  /** Writes all collections and gives the moment whose data they are. */
  Instant write(ArchiveWriter archive, List<CollectionEntry> entries, Consistency consistency)
      throws IOException {
    try {
      return connection.ask(
          () -> {
            if (consistency == Consistency.PER_COLLECTION) {
              entries.forEach(entry -> collection(archive, entry, Optional.empty()));
              return look.now();
            }
            try (ClientSession session =
                connection
                    .client()
                    .startSession(ClientSessionOptions.builder().snapshot(true).build())) {
              entries.forEach(entry -> collection(archive, entry, Optional.of(session)));
              return moment(session);
            }
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The cluster's time of the first read, which all later ones were held to. */
  private Instant moment(ClientSession session) {
    return session.getSnapshotTimestamp() == null
        ? look.now()
        : Instant.ofEpochSecond(session.getSnapshotTimestamp().getTime());
  }

  private void collection(
      ArchiveWriter archive, CollectionEntry entry, Optional<ClientSession> session) {
    Crc64 crc = new Crc64();
    try {
      archive.begin(entry.name());
      if (!entry.isView()) {
        documents(archive, entry.name(), session, crc);
      }
      archive.end(entry.name(), crc.getValue());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void documents(
      ArchiveWriter archive, String name, Optional<ClientSession> session, Crc64 crc)
      throws IOException {
    MongoCollection<RawBsonDocument> collection =
        connection.db().getCollection(name, RawBsonDocument.class);
    FindIterable<RawBsonDocument> all = session.map(collection::find).orElseGet(collection::find);
    try (MongoCursor<RawBsonDocument> cursor = all.iterator()) {
      while (cursor.hasNext()) {
        context.cancellation().check();
        byte[] bytes = ArchiveFormat.bytes(cursor.next());
        crc.update(bytes, 0, bytes.length);
        census.add(name, bytes);
        archive.document(bytes);
        done += bytes.length;
        context.progress(source, done, look.bytes());
      }
    }
  }
}
