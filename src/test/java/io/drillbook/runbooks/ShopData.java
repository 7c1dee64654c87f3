package io.drillbook.runbooks;

import io.drillbook.testbed.PostgresCluster;

/** What the shop has in its production cluster. */
record ShopData(PostgresCluster production) {
  /** Two thousand orders, and the role that takes backups. */
  void fill() {
    production.sql(
        "postgres",
        "create role backup login password 'backup-secret'",
        "grant pg_read_all_data to backup",
        "grant pg_monitor to backup",
        "create database shop");
    production.sql(
        "shop",
        "create table orders (id serial primary key, item text not null, placed timestamptz"
            + " not null default now())",
        "insert into orders (item) select 'item ' || n from generate_series(1, 2000) n");
  }

  /**
   * From here on a recovery point of the shop takes this long to restore: one row's constraint
   * sleeps while the data is copied in, as long as the database is a restore's staging database.
   */
  void slowDownRestores(int seconds) {
    production.sql(
        "shop",
        """
        create or replace function slow(id int) returns bool language plpgsql immutable as $$
        begin
          if pg_catalog.current_database() like 'drb%%' then
            perform pg_catalog.pg_sleep(%d);
          end if;
          return true;
        end $$"""
            .formatted(seconds),
        "create table if not exists slow_step (id int check (slow(id)))",
        "truncate slow_step",
        "insert into slow_step values (1)");
  }
}
