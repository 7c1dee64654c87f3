package io.drillbook.driver.source.postgresql;

import io.drillbook.spi.postgresql.Names;
import io.drillbook.testbed.PostgresCluster;

/** A database with one of everything that a dump can get wrong. */
final class Zoo {
  private Zoo() {}

  static void create(PostgresCluster cluster, String database) {
    String role = database + "_owner";
    String reader = database + " \"Reader\" ü";
    cluster.sql(
        "postgres",
        "create role " + role + " login password 'owner-secret' connection limit 7",
        "create role " + Names.quoted(reader),
        "grant " + Names.quoted(reader) + " to " + role + " with admin option",
        "comment on role " + role + " is 'two\nlines; with '' and \"'",
        "alter role " + role + " set search_path to odd, public",
        "create database " + database + " owner " + role + " encoding 'UTF8' template template0",
        "alter database " + database + " set statement_timeout = '17min'",
        "alter database " + database + " set search_path to public, \"Odd Schema\"",
        "revoke connect on database " + database + " from public",
        "grant connect on database " + database + " to " + Names.quoted(reader));
    cluster.sql(
        database,
        "create extension pg_trgm",
        "create extension hstore",
        "create schema \"Odd Schema\"",
        "create schema \"größe\"",
        "create type mood as enum ('sad', 'ok', 'happy')",
        "create domain positive as int check (value > 0)",
        "create table parents (id int primary key, name text not null, feeling mood, extra hstore)",
        "create table children (id int generated always as identity primary key, parent int not"
            + " null references parents, doubled int generated always as (parent * 2) stored)",
        "create table \"Odd Schema\".\"Tab.le \"\"q\"\" *?\" (\"Colu mn\" text, n positive,"
            + " parent int references public.parents)",
        "create table \"größe\".\"наименование\" (\"schlüssel\" serial primary key, t text)",
        "create table events (at date not null, what text) partition by range (at)",
        "create table events_2025 partition of events for values from ('2025-01-01') to"
            + " ('2026-01-01')",
        "create table events_rest partition of events default",
        "create sequence tickets start 1000 increment 5",
        "create view happy as select * from parents where feeling = 'happy'",
        "create function shout(text) returns text language sql immutable as $$select upper($1)$$",
        "create index on parents using gin (name gin_trgm_ops)",
        "create index on parents (shout(name))",
        "insert into parents select i, 'name ' || i || E' tab\\tback\\\\slash', (array['sad','ok',"
            + "'happy'])[1 + i % 3]::mood, hstore('k', i::text) from generate_series(1, 5000) i",
        "insert into children (parent) select 1 + i % 5000 from generate_series(1, 20000) i",
        "insert into \"Odd Schema\".\"Tab.le \"\"q\"\" *?\" select E'a\\nb', i, i from"
            + " generate_series(1, 300) i",
        "insert into \"größe\".\"наименование\" (t) select 'ü' || i from generate_series(1, 50) i",
        "insert into events select date '2024-12-01' + i, 'e' from generate_series(1, 500) i",
        "select setval('tickets', 1235)",
        "create materialized view sums as select feeling, count(*) from parents group by 1",
        "select lo_from_bytea(0, decode(repeat('ab', 3000), 'hex'))",
        "select lo_from_bytea(424242, decode('00ff', 'hex'))",
        "grant select on large object 424242 to " + Names.quoted(reader),
        "comment on large object 424242 is 'a picture'",
        "create view through as select * from sums",
        "create materialized view all_sums as select sum(count) from through",
        "create materialized view never_filled as select 1 as one with no data",
        "comment on table parents is 'parents; \"quoted\"'",
        "alter table children owner to " + role,
        "grant select on parents to " + Names.quoted(reader),
        "create function touch() returns trigger language plpgsql as $$begin raise exception"
            + " 'no'; end$$",
        "create trigger refuse before insert on parents for each row execute function touch()",
        "alter table parents enable row level security",
        "create policy few on parents using (id < 10)");
  }

  /** Everything beside the rows that must come back, as text. */
  static String definitions(PostgresCluster cluster, String database) {
    return String.join(
        "\n--\n",
        cluster.query(
            database,
            "select c.oid::regclass || ' ' || c.relkind::text || ' ' || pg_get_userbyid(c.relowner) || ' '"
                + " || coalesce(c.relacl::text, '') || ' ' || coalesce(obj_description(c.oid), '')"
                + " || c.relrowsecurity from pg_class c where relnamespace::regnamespace::text not"
                + " like 'pg_%' and relnamespace <> 'information_schema'::regnamespace order by 1"),
        cluster.query(
            database,
            "select pg_get_constraintdef(oid) || conname from pg_constraint where connamespace::regnamespace::text not in ('pg_catalog', 'information_schema') order by 1"),
        cluster.query(database, "select indexdef from pg_indexes order by 1"),
        cluster.query(
            database,
            "select sequencename || ' ' || coalesce(last_value, -1) from pg_sequences order by 1"),
        cluster.query(database, "select extname || extversion from pg_extension order by 1"),
        cluster.query(
            database,
            "select oid || ' ' || md5(lo_get(oid)) || coalesce(lomacl::text, '') || coalesce(obj_description(oid, 'pg_largeobject'), '') || pg_get_userbyid(lomowner) from pg_largeobject_metadata order by 1"),
        cluster.query(database, "select polname::text || polrelid::regclass::text from pg_policy"),
        cluster.query(
            database,
            "select pg_get_userbyid(datdba) || pg_encoding_to_char(encoding) || datcollate ||"
                + " datctype || (select string_agg(a::text, chr(44) order by a::text) from unnest(datacl) a) from pg_database where datname = current_database()"),
        cluster.query(
            database,
            "select setconfig::text from pg_db_role_setting s join pg_database d on d.oid ="
                + " s.setdatabase where datname = current_database()"));
  }

  /** Roles of a zoo and what they are, passwords included. */
  static String roles(PostgresCluster cluster, String database) {
    return cluster.query(
        "postgres",
        "select rolname || ' ' || rolcanlogin || rolconnlimit || coalesce(rolpassword, '-') || ' '"
            + " || coalesce(shobj_description(a.oid, 'pg_authid'), '') || coalesce((select"
            + " string_agg(pg_get_userbyid(m.roleid) || m.admin_option, ',') from pg_auth_members m"
            + " where m.member = a.oid), '') || coalesce((select setconfig::text from"
            + " pg_db_role_setting where setrole = a.oid), '') from pg_authid a where rolname like '"
            + database
            + "%' order by 1");
  }
}
