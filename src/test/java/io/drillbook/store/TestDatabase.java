package io.drillbook.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drillbook.engine.boot.StoreSchema;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.TestBed;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** A migrated database as one server sees it: its own pool and its own transaction manager. */
final class TestDatabase implements AutoCloseable {
  private static final AtomicInteger DATABASES = new AtomicInteger();

  final String url;
  final HikariDataSource dataSource;
  final JdbcTransactionManager manager;
  final TransactionTemplate transaction;

  private TestDatabase(String url) {
    this.url = url;
    this.dataSource = pool(url);
    this.manager = new JdbcTransactionManager(dataSource);
    this.transaction = new TransactionTemplate(manager);
  }

  static TestDatabase h2() {
    TestDatabase database =
        new TestDatabase("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    MigratedSchema.copyTo(database.dataSource);
    return database;
  }

  static TestDatabase postgres() {
    return new TestDatabase(copyOnPostgres(Migrated.NAME));
  }

  /** A new database without a table, on a server that lives in another zone. */
  static String emptyPostgres() {
    return copyOnPostgres("template1");
  }

  private static String copyOnPostgres(String template) {
    String name = "store" + DATABASES.incrementAndGet();
    TestBed.production().sql("postgres", "create database " + name + " template " + template);
    TestBed.production().sql("postgres", "alter database " + name + " set timezone = 'Asia/Tokyo'");
    // Two connections of one thread that wait for each other are no deadlock to the server.
    TestBed.production().sql("postgres", "alter database " + name + " set lock_timeout = '10s'");
    return TestBed.production().jdbcUrl(name);
  }

  /** Migrated once in a JVM; nobody may be connected to what is copied. */
  private static final class Migrated {
    static final String NAME = make();

    private static String make() {
      String url = emptyPostgres();
      try (HikariDataSource pool = pool(url)) {
        StoreSchema.migrate(pool);
      }
      String name = url.substring(url.lastIndexOf('/') + 1);
      String connected = "select count(*) from pg_stat_activity where datname = '" + name + "'";
      // Another thread would wait for this class, which is being made, for ever.
      Awaitility.await()
          .pollInSameThread()
          .atMost(Duration.ofMinutes(1))
          .until(() -> TestBed.production().query("postgres", connected).equals("0"));
      return name;
    }
  }

  /** The same database as a second server sees it. */
  TestDatabase otherNode() {
    return new TestDatabase(url);
  }

  JdbcClient jdbc() {
    return JdbcClient.create(dataSource);
  }

  static HikariDataSource pool(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(PostgresCluster.SUPERUSER);
    config.setPassword(PostgresCluster.PASSWORD);
    config.setMaximumPoolSize(8);
    config.setMinimumIdle(0);
    config.setConnectionTimeout(20_000);
    return new HikariDataSource(config);
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
