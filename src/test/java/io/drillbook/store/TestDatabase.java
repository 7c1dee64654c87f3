package io.drillbook.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.drillbook.engine.boot.StoreSchema;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.TestBed;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
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
    return migrated("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
  }

  static TestDatabase postgres() {
    return migrated(emptyPostgres());
  }

  /** A new database without a table, on a server that lives in another zone. */
  static String emptyPostgres() {
    String name = "store" + DATABASES.incrementAndGet();
    TestBed.production().sql("postgres", "create database " + name);
    TestBed.production().sql("postgres", "alter database " + name + " set timezone = 'Asia/Tokyo'");
    // Two connections of one thread that wait for each other are no deadlock to the server.
    TestBed.production().sql("postgres", "alter database " + name + " set lock_timeout = '10s'");
    return TestBed.production().jdbcUrl(name);
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

  private static TestDatabase migrated(String url) {
    TestDatabase database = new TestDatabase(url);
    DataSource dataSource = database.dataSource;
    StoreSchema.migrate(dataSource);
    return database;
  }

  @Override
  public void close() {
    dataSource.close();
  }
}
