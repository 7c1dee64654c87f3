package io.drillbook.byhand;

import com.mongodb.client.MongoDatabase;
import com.mongodb.client.model.CreateCollectionOptions;
import com.mongodb.client.model.IndexOptions;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.testbed.MongoSubstitute;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.bson.Document;

/**
 * A database, restored on a server that never heard of Drillbook. Neither that server nor its
 * {@code mongorestore} is MongoDB's own, which no registry has: what reads the archive is written
 * after the format's description with MongoDB's Python library.
 */
final class MongodbByHand implements ByHandSource {
  private static final String DATABASE = "by_hand";

  private final MongoSubstitute home = MongoSubstitute.start();
  private final MongoSubstitute bare = MongoSubstitute.start();

  MongodbByHand() {
    MongoDatabase database = home.database(DATABASE);
    database
        .getCollection("orders")
        .insertMany(
            IntStream.range(0, 2000)
                .mapToObj(n -> new Document("number", n).append("item", "candle ä " + n))
                .toList());
    database
        .getCollection("orders")
        .createIndex(new Document("number", 1), new IndexOptions().unique(true));
    database.createCollection("empty");
    database.createCollection("log", new CreateCollectionOptions().capped(true).sizeInBytes(4096));
    database.createView("some", "orders", List.of(new Document("$limit", 5)));
  }

  @Override
  public String kind() {
    return "mongodb";
  }

  @Override
  public Settings source() {
    return new Settings(
        Map.of(
            "url",
            home.url(DATABASE),
            "username",
            MongoSubstitute.USER,
            "password",
            new SecretReference("test", "mongo")));
  }

  @Override
  public Map<String, String> exports() {
    Path standIn = Path.of("src/test/python/mongorestore.py").toAbsolutePath();
    return Map.of(
        "MONGODB_URI",
        bare.uri(),
        // An exported function of bash: the only program here that is not the real one.
        "BASH_FUNC_mongorestore%%",
        "() { /usr/bin/python3 " + standIn + " \"$@\"; }");
  }

  @Override
  public String before() {
    return home.digests(DATABASE);
  }

  @Override
  public String after(Path work) {
    return bare.digests(DATABASE);
  }

  @Override
  public void close() {
    home.close();
    bare.close();
  }
}
