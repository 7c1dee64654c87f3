package io.drillbook.driver.source.mongodb;

import com.mongodb.MongoClientSettings;
import com.mongodb.MongoCredential;
import com.mongodb.WriteConcern;
import com.mongodb.client.MongoClients;
import io.drillbook.domain.plan.Settings;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.step.Cancellation;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** A MongoDB server as one login reaches it. */
final class Server {
  private static final int CONNECT_SECONDS = 5;
  private static final int ANSWER_SECONDS = 15;
  private static final String ADMIN = "admin";

  private final Settings settings;
  private final Secrets secrets;
  private final Side side;
  private final Address address;

  Server(Settings settings, Secrets secrets, Side side) {
    this.settings = settings;
    this.secrets = secrets;
    this.side = side;
    this.address = Address.parse(settings.text(MongodbSettings.URL));
  }

  Address address() {
    return address;
  }

  Side side() {
    return side;
  }

  /** The database of the url. */
  String database() {
    return address.database();
  }

  Settings settings() {
    return settings;
  }

  Optional<String> username() {
    return settings.optionalText(MongodbSettings.USERNAME);
  }

  Optional<Secret> password() {
    return settings.secret(MongodbSettings.PASSWORD).map(secrets::resolve);
  }

  String authDatabase() {
    return settings.optionalText(MongodbSettings.AUTH_DATABASE).orElse(ADMIN);
  }

  boolean tls() {
    return settings.flag(MongodbSettings.TLS, false);
  }

  /** A connection for quick questions. */
  Connection ask() {
    return open(ANSWER_SECONDS, new Cancellation());
  }

  /** A connection for work of any length; a cancel closes it. */
  Connection work(Cancellation cancellation) {
    return open(0, cancellation);
  }

  private Connection open(int answerSeconds, Cancellation cancellation) {
    MongoClientSettings.Builder client =
        MongoClientSettings.builder()
            .applicationName("drillbook")
            // What a failover of the target's replica set could take back is not restored.
            .writeConcern(WriteConcern.MAJORITY)
            .applyToClusterSettings(
                cluster ->
                    cluster
                        .hosts(address.hosts())
                        .serverSelectionTimeout(CONNECT_SECONDS, TimeUnit.SECONDS))
            .applyToSocketSettings(
                socket ->
                    socket
                        .connectTimeout(CONNECT_SECONDS, TimeUnit.SECONDS)
                        .readTimeout(answerSeconds, TimeUnit.SECONDS))
            .applyToConnectionPoolSettings(pool -> pool.maxSize(2))
            .applyToSslSettings(ssl -> ssl.enabled(tls()));
    username()
        .ifPresent(
            name ->
                client.credential(
                    MongoCredential.createCredential(
                        name,
                        authDatabase(),
                        password().map(Secret::revealChars).orElse(new char[0]))));
    String who = username().map(name -> name + "@").orElse("") + address;
    return new Connection(
        MongoClients.create(client.build()), address.database(), side, who, cancellation);
  }
}
