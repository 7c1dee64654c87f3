package io.drillbook.testbed;

import java.util.List;

/**
 * Fills a database with rows as real ones are: narrow and wide, text, JSON, UUIDs, binary, indexes
 * and foreign keys. The same size gives the same rows.
 */
public final class SampleDatabase {
  /** What one unit of the scale takes on disk, indexes and all, in MiB. */
  private static final double MIB_PER_UNIT = 1.0;

  /** One statement a line. */
  private static final String STATEMENTS =
      """
      create table customers (id bigint primary key, uid uuid not null, name text not null, \
      email text not null, profile jsonb not null, created_at timestamptz not null)
      create table orders (id bigint primary key, customer_id bigint not null, \
      status text not null, total numeric(12,2) not null, note text, placed_at timestamptz not null)
      create table accounts (aid int primary key, bid int, abalance int, filler char(84))
      create table documents (id bigint primary key, customer_id bigint, body text, scan bytea)
      insert into customers select i, md5(i::text)::uuid, 'Name ' || md5((i * 3)::text), \
      'c' || i || '@example.com', jsonb_build_object('city', 'City ' || i % 997, 'tags', \
      jsonb_build_array(i % 7, i % 11, md5((i * 5)::text)), 'active', i % 3 = 0), \
      timestamptz '2025-01-01 00:00Z' + i * interval '7 seconds' \
      from generate_series(1, 600 * {units}) i
      insert into orders select i, 1 + i % (600 * {units}), \
      (array['new', 'paid', 'sent', 'back'])[1 + i % 4], (i % 100000) / 100.0, \
      case when i % 5 = 0 then repeat(md5(i::text), 3) end, \
      timestamptz '2025-06-01 00:00Z' + i * interval '3 seconds' \
      from generate_series(1, 2400 * {units}) i
      insert into accounts select i, i % 10, (i * 7919) % 100000, '' \
      from generate_series(1, 1500 * {units}) i
      insert into documents select i, 1 + i % (600 * {units}), \
      repeat(md5(i::text) || ' lorem ipsum ', 12), decode(md5((i * 11)::text) || \
      md5((i * 13)::text) || md5((i * 17)::text) || md5((i * 19)::text), 'hex') \
      from generate_series(1, 200 * {units}) i
      create index on customers (email)
      create index on customers using gin (profile)
      create index on orders (customer_id, placed_at)
      create index on orders (status)
      alter table orders add foreign key (customer_id) references customers (id)
      alter table documents add foreign key (customer_id) references customers (id)
      """;

  private SampleDatabase() {}

  /**
   * Creates a database of about so many MiB on disk, indexes included.
   *
   * @param cluster where
   * @param database its name; must not exist
   */
  public static void create(PostgresCluster cluster, String database, int mebibytes) {
    cluster.sql("postgres", "create database \"" + database + "\"");
    long units = Math.max(1, Math.round(mebibytes / MIB_PER_UNIT));
    for (String statement : statements(units)) {
      cluster.sql(database, statement);
    }
    cluster.sql(database, "analyze");
  }

  private static List<String> statements(long units) {
    return STATEMENTS.replace("{units}", units + "::bigint").lines().toList();
  }
}
