package io.drillbook.bench;

import io.drillbook.testbed.PostgresCluster;

/**
 * A database whose dump is about as large and as compressible as a real one's: a third narrow rows
 * as pgbench has them, a third rows of a shop with JSON and UUIDs and their indexes, a third texts
 * of random words and binary data that nothing compresses.
 */
public final class RealisticDatabase {
  /** One statement a line; {u} is a MiB on disk, indexes and all. */
  private static final String STATEMENTS =
      """
      create table accounts (aid int primary key, bid int, abalance int, filler char(84))
      create table customers (id bigint primary key, uid uuid not null, name text not null, email text not null, profile jsonb not null, created_at timestamptz not null)
      create table orders (id bigint primary key, customer_id bigint not null, status text not null, total numeric(12,2) not null, note text, placed_at timestamptz not null)
      create table documents (id bigint primary key, customer_id bigint, body text, scan bytea)
      alter table documents alter scan set storage external
      insert into accounts select i, i % 10, (random() * 100000)::int, '' from generate_series(1, 2200 * {u}) i
      insert into customers select i, md5(random()::text)::uuid, 'Name ' || md5((i * 3)::text), 'c' || i || '@example.com', jsonb_build_object('city', 'City ' || i % 997, 'tags', jsonb_build_array(i % 7, i % 11, md5((i * 5)::text)), 'active', i % 3 = 0), timestamptz '2025-01-01 00:00Z' + i * interval '7 seconds' from generate_series(1, 300 * {u}) i
      insert into orders select i, 1 + i % (300 * {u}), (array['new', 'paid', 'sent', 'back'])[1 + i % 4], (random() * 1000)::numeric(12,2), case when i % 5 = 0 then md5(i::text) end, timestamptz '2025-06-01 00:00Z' + i * interval '3 seconds' from generate_series(1, 1200 * {u}) i
      insert into documents select i, 1 + i % (300 * {u}), (select string_agg(left(md5((random() * 1999)::int::text), 2 + (word % 9)::int), ' ') from generate_series(1, 250 + i % 2) word), decode((select string_agg(md5(random()::text), '') from generate_series(1, 500 + i % 2)), 'hex') from generate_series(1, 30 * {u}) i
      create index on customers (email)
      create index on customers using gin (profile)
      create index on orders (customer_id, placed_at)
      create index on orders (status)
      alter table orders add foreign key (customer_id) references customers (id)
      alter table documents add foreign key (customer_id) references customers (id)
      vacuum analyze
      """;

  private RealisticDatabase() {}

  /** Makes the database with that much on disk, indexes and all. */
  public static void create(PostgresCluster cluster, String database, int mebibytes) {
    cluster.sql("postgres", "create database \"" + database + "\"");
    cluster.sql(
        database, STATEMENTS.replace("{u}", mebibytes + "::bigint").lines().toArray(String[]::new));
  }
}
