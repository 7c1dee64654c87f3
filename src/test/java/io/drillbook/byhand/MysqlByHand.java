package io.drillbook.byhand;

import io.drillbook.domain.plan.Settings;
import io.drillbook.testbed.MariadbServer;
import io.drillbook.testbed.TestBed;
import java.nio.file.Path;
import java.util.Map;

/** A database with an event and a routine, restored on a server that never heard of Drillbook. */
final class MysqlByHand implements ByHandSource {
  private static final String DATABASE = "by-hand ä`";

  private final MariadbServer bare = MariadbServer.start();

  MysqlByHand() {
    MariadbServer server = TestBed.mariadb();
    server.sql("", "create database " + MariadbServer.quoted(DATABASE));
    server.sql(
        DATABASE,
        "create table orders (id int primary key, item varchar(40), photo blob)",
        "insert into orders select seq, concat('item 🚀 ', seq), unhex(md5(seq)) from seq_1_to_2000",
        "create view late as select id from orders where id > 1990",
        "create procedure tidy() delete from orders where id > 100000",
        "create event nightly on schedule every 1 day do call tidy()");
  }

  @Override
  public String kind() {
    return "mysql";
  }

  @Override
  public Settings source() {
    return TestBed.mariadb().settings(DATABASE);
  }

  @Override
  public Map<String, String> exports() {
    return Map.of(
        "MYSQL_HOST", MariadbServer.HOST,
        "MYSQL_TCP_PORT", String.valueOf(bare.port()),
        "DB_USER", MariadbServer.ADMIN,
        "MYSQL_PWD", MariadbServer.PASSWORD);
  }

  @Override
  public String before() {
    return TestBed.mariadb().digest(DATABASE);
  }

  @Override
  public String after(Path work) {
    return bare.digest(DATABASE);
  }

  @Override
  public void close() {
    bare.close();
  }
}
