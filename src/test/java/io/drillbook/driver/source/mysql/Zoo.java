package io.drillbook.driver.source.mysql;

import io.drillbook.testbed.MariadbServer;

/** A database with one of everything. */
final class Zoo {
  /** Quotes, a space and what an address would read otherwise. */
  static final String DATABASE = "sh`op ö ?#%41 x-1";

  private static final String[] SQL = {
    "create table types (id int unsigned auto_increment primary key, a tinyint, b bigint unsigned,"
        + " c decimal(30,10), d float, e double, f bit(9), g char(5), h varchar(200), i text,"
        + " j longtext character set latin1, k binary(3), l varbinary(20), m longblob, n date, o time(6),"
        + " p datetime(6), q timestamp(6) null, r year, s enum('a','b''c'), t set('x','y'), u json,"
        + " v point, w inet6, x uuid) comment 'emoji 🚀 and ''quotes'''",
    "insert into types values (null, -128, 18446744073709551615, -12345678901234567890.0123456789,"
        + " 1.5, 1e308, b'101010101', 'ä', 'emoji 🚀 \\\\ ''q'' \"d\" \\0 \\n \\r\\n \\Z', repeat('x', 60000),"
        + " 'ÄÖ', 'ab', x'00ff0a0d', x'00ff', '2026-11-26', '-838:59:59.000000',"
        + " '2026-11-26 01:02:03.123456', '2026-03-29 01:30:00.5', 2026, 'b''c', 'x,y',"
        + " '{\"k\": [1, \"ü🚀\"]}', point(1, 2), '::1', '123e4567-e89b-12d3-a456-426655440000')",
    "insert into types (id) values (100)",
    "set sql_mode = ''",
    "create table zero (d date not null, t datetime not null, n int)",
    "insert into zero values ('0000-00-00', '0000-00-00 00:00:00', 0), ('2026-00-00', '2026-01-00', null)",
    "create table `empty ``table``` (`col \"ö\"` int, primary key (`col \"ö\"`))",
    "create table computed (a int, b int generated always as (a * 2) virtual, c int as (a + 1)"
        + " stored, key (b))",
    "insert into computed (a) values (1), (2)",
    "create table parent (id int primary key, child int)",
    "create table child (id int primary key, parent int, foreign key (parent) references parent(id))",
    "alter table parent add foreign key (child) references child(id)",
    "set foreign_key_checks = 0",
    "insert into parent values (1, 1)",
    "insert into child values (1, 1)",
    "set foreign_key_checks = 1",
    "create table parts (id int, v varchar(10)) partition by range (id) (partition p0 values less"
        + " than (10), partition p1 values less than maxvalue)",
    "insert into parts values (1, 'a'), (20, 'b')",
    "create table many (id int primary key, v varchar(100), b varbinary(100), fulltext (v))",
    "insert into many select seq, concat('row ', seq), unhex(sha2(seq, 512)) from seq_1_to_20000",
    "create sequence numbers start with 5",
    "create view zz_first as select id, a from types",
    "create view aa_second as select * from zz_first where a is not null",
    "create function twice(n int) returns int deterministic return n * 2",
    "create procedure fill(in n int) begin insert into zero values (now(), now(), n); end",
    "create table log (n int)",
    "create trigger on_types after insert on types for each row begin insert into log values"
        + " (new.id); insert into log values (1); end",
    "create event nightly on schedule every 1 day do delete from log",
    "create event paused on schedule every 1 hour disable do call fill(1)",
  };

  private Zoo() {}

  static void build(MariadbServer server) {
    server.sql(
        "",
        "create database "
            + MariadbServer.quoted(DATABASE)
            + " character set utf8mb4 collate utf8mb4_unicode_ci");
    server.sql(DATABASE, SQL);
  }
}
