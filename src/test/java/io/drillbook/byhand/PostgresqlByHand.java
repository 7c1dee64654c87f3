package io.drillbook.byhand;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.TestBed;
import java.nio.file.Path;
import java.util.Map;

/** A database, restored on a server that never heard of Drillbook. */
final class PostgresqlByHand implements ByHandSource {
  private final PostgresCluster bare = PostgresCluster.start();
  private final String database;

  PostgresqlByHand(String database) {
    this.database = database;
    TestBed.production().sql("postgres", "create database " + database);
    TestBed.production()
        .sql(
            database,
            "create table orders (id serial primary key, item text not null)",
            "insert into orders (item) select 'item ' || n from generate_series(1, 2000) n");
  }

  @Override
  public String kind() {
    return "postgresql";
  }

  @Override
  public Settings source() {
    return new Settings(
        Map.of(
            "url",
            TestBed.production().url(database),
            "username",
            PostgresCluster.SUPERUSER,
            "password",
            new SecretReference("test", "database")));
  }

  @Override
  public Map<String, String> exports() {
    return Map.of(
        "PGHOST", PostgresCluster.HOST,
        "PGPORT", String.valueOf(bare.port()),
        "PGUSER", PostgresCluster.SUPERUSER,
        "PGPASSWORD", PostgresCluster.PASSWORD);
  }

  @Override
  public String before() {
    return TestBed.production().digests(database);
  }

  @Override
  public String after(Path work) {
    return bare.digests(database);
  }

  @Override
  public void close() {
    bare.close();
  }
}
