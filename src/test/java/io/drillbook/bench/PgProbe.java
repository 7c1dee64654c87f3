package io.drillbook.bench;
import io.drillbook.engine.boot.StoreSchema;
import io.drillbook.testbed.*;
import java.util.*;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
class PgProbe {
  @Test void explain() throws Exception {
    TestBed.production().sql("postgres", "create database anchorprobe");
    var ds = new DriverManagerDataSource(TestBed.production().jdbcUrl("anchorprobe"), PostgresCluster.SUPERUSER, PostgresCluster.PASSWORD);
    StoreSchema.migrate(ds);
    new BoardStoreFill(ds, 20, 20000, 20).fill();
    JdbcClient j = JdbcClient.create(ds);
    j.sql("alter table record_entry disable trigger user").update();
    j.sql("update record_entry set written_at = current_timestamp - interval '1' hour").update();
    j.sql("insert into anchored_head select run_id, line, hash, 1 from record_head").update();
    j.sql("vacuum analyze").update();
    long max = j.sql("select max(sequence_no) from record_entry").query(Long.class).single();
    System.out.println("PG lines " + j.sql("select count(*) from record_entry").query(Long.class).single());
    Class<?> c = Class.forName("io.drillbook.store.JdbcAnchorStore");
    String[] q = new String[3]; int i = 0;
    for (String n : List.of("WRITTEN", "GROWN", "ENDED_INCIDENTS")) { var f = c.getDeclaredField(n); f.setAccessible(true); q[i++] = (String) f.get(null); }
    String s0 = q[0].replace("?", "" + (max - 5));
    String s1 = q[1].replace(":runs", "'drill-long','backup-s001-3'");
    String s2 = q[2].replace("?", "now() - interval '7' day");
    String s3 = "select sequence_no from record_entry where not coalesce(record_entry.written_at > current_timestamp - interval '2' minute, false) order by sequence_no desc fetch first 1 rows only";
    for (String s : List.of(s0, s1, s2, s3)) {
      System.out.println("PGQ " + s.substring(0, 60));
      j.sql("explain (analyze, costs off) " + s).query(String.class).list().forEach(l -> System.out.println("PG " + l));
    }
    var fc = c.getDeclaredField("CHANGED"); fc.setAccessible(true);
    long t = System.nanoTime();
    j.sql(((String) fc.get(null))).param(100).query((r, x) -> r.getString(1)).list();
    System.out.println("PG changed ms " + (System.nanoTime() - t) / 1000000);
  }
}
