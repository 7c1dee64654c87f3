package io.drillbook.byhand;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.TestBed;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** A whole cluster, restored into a folder where there is no server yet. */
final class PgPhysicalByHand implements ByHandSource {
  private static final String DATABASE = "by_hand_whole";

  private final PostgresCluster restored = PostgresCluster.place();

  PgPhysicalByHand() {
    TestBed.production().sql("postgres", "create database " + DATABASE);
    TestBed.production()
        .sql(
            DATABASE,
            "create table orders (id serial primary key, item text not null)",
            "insert into orders (item) select 'item ' || n from generate_series(1, 2000) n");
  }

  @Override
  public String kind() {
    return "postgresql-physical";
  }

  @Override
  public Settings source() {
    return new Settings(
        Map.of(
            "url",
            TestBed.production().url(DATABASE),
            "username",
            PostgresCluster.SUPERUSER,
            "password",
            new SecretReference("test", "database")));
  }

  @Override
  public Map<String, String> exports() {
    Map<String, String> exports = new HashMap<>();
    exports.put("PGDATA", restored.data().toString());
    exports.put("PORT", String.valueOf(restored.port()));
    exports.put("BIN", PostgresCluster.programs().toString());
    if ("root".equals(System.getProperty("user.name"))) {
      exports.put("OWNER", "postgres");
    }
    return exports;
  }

  @Override
  public String before() {
    return TestBed.production().digests(DATABASE);
  }

  @Override
  public String after(Path work) {
    return restored.digests(DATABASE);
  }

  @Override
  public void close() {
    restored.close();
  }
}
