package io.drillbook.driver.source.mongodb;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.source.SourceDriverContract;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.testbed.MongoSubstitute;
import io.drillbook.testbed.TestBed;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.bson.Document;
import org.junit.jupiter.api.BeforeAll;

/**
 * The contract with the official driver; the servers are substitutes, because no registry has a
 * real one.
 */
class MongodbSourceDriverIT extends SourceDriverContract {
  private static final AtomicInteger TARGETS = new AtomicInteger();
  static final Secrets SECRETS = reference -> Secret.of(reference.name());
  private static final String ZOO = "contract_zoo";

  @BeforeAll
  static void fill() {
    MongoZoo.fill(TestBed.mongoProduction().database(ZOO));
  }

  static Settings settings(MongoSubstitute server, String database) {
    return new Settings(
        Map.of(
            "url",
            server.url(database),
            "username",
            MongoSubstitute.USER,
            "password",
            new SecretReference("test", MongoSubstitute.PASSWORD)));
  }

  static String databaseOf(Settings settings) {
    return Address.parse(settings.text("url")).database();
  }

  @Override
  protected SourceDriver driver() {
    return new MongodbSourceDriver(SECRETS);
  }

  @Override
  protected Settings source() {
    return settings(TestBed.mongoProduction(), ZOO);
  }

  @Override
  protected Settings newTarget() {
    return settings(TestBed.mongoStandby(), "contract_" + TARGETS.incrementAndGet());
  }

  @Override
  protected String digest(Settings place) {
    return serverOf(place).digests(databaseOf(place));
  }

  @Override
  protected void occupy(Settings target) {
    TestBed.mongoStandby()
        .database(databaseOf(target))
        .getCollection("precious")
        .insertOne(new Document("value", 1));
  }

  @Override
  protected boolean isGone(Settings target) {
    return TestBed.mongoStandby().isGone(databaseOf(target));
  }

  @Override
  protected Settings withWrongCredentials(Settings place) {
    return with(place, "password", new SecretReference("test", "not-the-password"));
  }

  @Override
  protected Settings unreachable(Settings place) {
    return with(place, "url", "mongodb://127.0.0.1:1/nowhere");
  }

  @Override
  protected Settings byAnotherAddress(Settings source) {
    return with(source, "url", source.text("url").replace("127.0.0.1", "localhost"));
  }

  private static MongoSubstitute serverOf(Settings place) {
    int port = Address.parse(place.text("url")).hosts().get(0).getPort();
    return port == TestBed.mongoProduction().port()
        ? TestBed.mongoProduction()
        : TestBed.mongoStandby();
  }
}
