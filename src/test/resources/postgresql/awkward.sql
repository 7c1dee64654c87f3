-- A database of what dumps get wrong. Run by psql in an empty database 'awkward 🦉 "db"' as superuser; the roles are made by awkward-roles.sql.
set client_min_messages = error;
set search_path = public;

-- extensions, one of them in a schema of its own, one with rows of its own
create schema ext;
create extension hstore schema ext;
create extension pg_trgm;
create extension btree_gist;
create extension citext;
create extension ltree;
create extension cube;
create extension isn;
create extension intarray;
create extension lo;
create extension seg;
create extension unaccent;
create extension tablefunc;
create extension pgcrypto;
create extension file_fdw;
create extension postgres_fdw;

-- collations
create collation caseless (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
create collation "numeric 🔢" (provider = icu, locale = 'en-u-kn-true');
create collation plain (locale = 'C');

-- types
create type mood as enum ('sad', 'it''s ok', 'happy 😀', '');
alter type mood add value 'furious' before 'sad';
create domain positive as int check (value > 0);
create domain email as text collate caseless constraint has_at check (value like '%@%') not null default 'a@b';
create type pair as (a int, "B b" text, at timestamptz);
create type nested as (p pair, ps pair[], m mood);
create type textrange as range (subtype = text, collation = "C");
create domain pair_domain as pair check ((value).a is null or (value).a < 1000);
create domain positives as positive[];

create table every_type (
  id int primary key,
  c_smallint smallint, c_int int, c_bigint bigint, c_numeric numeric, c_numeric_p numeric(1000, 900), c_real real, c_double double precision,
  c_money money, c_bool bool, c_char char(7), c_varchar varchar(10), c_text text, c_name name, c_qchar "char", c_bytea bytea,
  c_date date, c_time time, c_timetz timetz, c_ts timestamp, c_tstz timestamptz, c_ts3 timestamp(3), c_interval interval, c_interval_m interval month, c_interval0 interval second(0),
  c_uuid uuid, c_json json, c_jsonb jsonb, c_jsonpath jsonpath, c_xml xml, c_tsvector tsvector, c_tsquery tsquery,
  c_inet inet, c_cidr cidr, c_mac macaddr, c_mac8 macaddr8, c_bit bit(9), c_varbit varbit,
  c_point point, c_line line, c_lseg lseg, c_box box, c_path path, c_polygon polygon, c_circle circle,
  c_lsn pg_lsn, c_txid txid_snapshot, c_snap pg_snapshot, c_oid oid, c_xid xid, c_xid8 xid8, c_cid cid, c_tid tid, c_refcursor refcursor,
  c_regclass regclass, c_regtype regtype, c_regproc regprocedure, c_regrole regrole, c_regns regnamespace, c_regconfig regconfig, c_acl aclitem, c_i2v int2vector, c_ov oidvector,
  c_i4r int4range, c_i8r int8range, c_nr numrange, c_tsr tsrange, c_tstzr tstzrange, c_dr daterange, c_textr textrange,
  c_i4m int4multirange, c_nm nummultirange, c_tstzm tstzmultirange, c_dm datemultirange,
  c_mood mood, c_moods mood[], c_pos positive, c_poss positives, c_email email, c_pair pair, c_pairs pair[], c_nested nested, c_pd pair_domain,
  c_ints int[], c_grid text[][], c_odd int[], c_byteas bytea[], c_jsons jsonb[], c_ranges int4range[],
  c_hstore ext.hstore, c_citext citext, c_ltree ltree, c_cube cube, c_isbn isbn, c_seg seg
);
insert into every_type (id) values (0);
insert into every_type values (1,
  -32768, -2147483648, -9223372036854775808, 'NaN', 1e-900, 'NaN', '-Infinity',
  -92233720368547758.08, true, 'ab', '', E'tab\there\\back\nnew\rcr\b\f\v \\N \\. ''quote'' "double" $$dollar$$ 😀 é é', 'n', 'x', (select decode(string_agg(lpad(to_hex(i), 2, '0'), '' order by i), 'hex') from generate_series(0, 255) i),
  '-infinity', '24:00:00', '23:59:59.999999-15:59', 'infinity', '4713-01-01 00:00:00+00 BC', '294276-12-31 23:59:59.999', '-178000000 years', '11 years 3 mons', '1 day 02:03:04.5',
  '00000000-0000-0000-0000-000000000000', '{"a": 1, "a": 2,   "b" : "\u00e9\ud83d\ude00"}', '{"n": 1e400, "s": "\u00e9", "deep": [[[[{}]]]]}', 'strict $.a[*] ? (@ like_regex "^x" flag "i")', '<?xml version="1.0"?><a b="&lt;">t<!-- c --></a>', $$'it''s':1A,2B 'b\\c':3$$, $$'a' & !('b' | 'c:d') <-> 'e'$$,
  '::ffff:1.2.3.4/128', '2001:db8::/32', '08:00:2b:01:02:03', '08:00:2b:01:02:03:04:05', B'101010101', B'',
  '(NaN,Infinity)', '{1,-1,0}', '[(0,0),(1e308,1e-308)]', '(1,1),(0,0)', '[(0,0),(1,1)]', '((0,0),(1,1),(1,0))', '<(0,0),0>',
  'FFFFFFFF/FFFFFFFF', '10:20:10,14,15', '10:20:10,14,15', 4294967295, '4294967295', '18446744073709551615', '4294967295', '(4294967295,65535)', 'a cursor',
  'every_type', 'mood', 'pg_catalog.lower(text)', 'awk_owner', 'ext', 'pg_catalog.english', 'awk_owner=r*w/awk_writer', '1 2 3', '1 4294967295',
  'empty', '(,)', '[-Infinity,NaN]', '(-infinity,infinity)', '["2025-01-01 00:00Z",)', '[infinity,infinity]', '["],b","a")',
  '{}', '{(,1),[2.5,3],(4,)}', '{["2025-01-01 00:00Z","2025-02-01 00:00Z")}', '{[2025-01-01,2025-01-02),[2026-01-01,)}',
  'happy 😀', array['', 'it''s ok', null]::mood[], 1, array[1, 2]::positives, 'A@b', row(1, E'x,"y"\\)', 'infinity'), array[row(1, null, null)::pair, null], row(row(1, 'a', null), array[row(2, 'b', null)::pair], 'sad'), row(999, 'z', null),
  '{}', array[array['a', null], array['NULL', '{"x"}']], '[-3:-2]={7,8}', array['\x00ff'::bytea, ''], array['null'::jsonb, null], array['empty'::int4range, '[1,2)'],
  '"a b"=>"c\"d", n=>NULL', 'CaSe', 'Top.Science', '(1,2),(3,4)', '978-0-393-04002-9', '1.0 .. 2.5');
insert into every_type (id, c_numeric, c_numeric_p, c_real, c_double, c_money, c_interval, c_interval_m, c_bytea, c_text, c_date, c_tstz) values
  (2, (repeat('9', 131072) || '.' || repeat('1', 16383))::numeric, repeat('9', 100)::numeric, 1.17549435e-38, 4.9406564584124654e-324, 92233720368547758.07, '178000000 years', null, '', '', 'infinity', '294276-12-31 23:59:59.999999+00'),
  (3, '-Infinity', 0, -0.0, 0.1::float8 + 0.2::float8, 0.01, '-1 year -2 mons +3 days -04:05:06.000007', '-1 mon', '\x5c2e0a5c4e', '\.', '4713-01-01 BC', '1883-11-18 12:03:58+00'),
  (4, 'Infinity', -1e-900, '3.4028235e38', '1.7976931348623157e308', null, '00:00:00.000001', '178956970 years 7 mons', repeat('x', 100000)::bytea, repeat('long ', 300000), '5874897-12-31', '2038-01-19 03:14:08+00');
alter table every_type alter column c_text set storage external, alter column c_jsonb set compression pglz, alter column c_int set statistics 700, alter column c_text set (n_distinct = -0.5);
alter table every_type set (fillfactor = 70, autovacuum_enabled = off);

-- names
create schema "select";
create schema "Sch.ema ""q"" 🦉";
create schema awk_owner authorization awk_owner;
create table "select"."table" ("from" int primary key, "where" text default 'x''y', "a.b" int, "new
line" text, "tab	" int, " " int, "😀" text, "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijk" int, "%s%%{0}\" int, "${HOME}" text);
insert into "select"."table" values (1, null, 2, 'v', 3, 4, '😀', 5, 6, '$(id)');
create table "Sch.ema ""q"" 🦉"."Tab
le" (id int generated by default as identity (start -5 increment -1 minvalue -100 maxvalue 0 cycle), t text);
insert into "Sch.ema ""q"" 🦉"."Tab
le" (t) select 'r' || i from generate_series(1, 7) i;
create table "Sch.ema ""q"" 🦉"."*.?[a]|(b)$^+{1}" as select 1 as a;
create table "UPPER" (id int); create table "upper" (id int); create table upper_ (id int);
insert into "UPPER" values (1); insert into "upper" values (2), (3);
create table "ééééééééééééééééééééééééééééééx" (id int);
create table "; drop table ""UPPER""; --" (id int);
create table "public.every_type" (id int);
insert into "public.every_type" values (5);
create table "--comment" (id int);
create table "'single'" (id int);

-- empty ones
create table empty (id int primary key, t text);
create table no_columns ();
insert into no_columns default values;
insert into no_columns default values;
create table dropped_columns (a int, b int, c int);
insert into dropped_columns values (1, 2, 3);
alter table dropped_columns drop column b;
alter table dropped_columns add column d int default 7;
create unlogged table unlogged (id serial primary key, t text);
insert into unlogged (t) values ('u1'), ('u2');
create table typed of pair (primary key (a));
insert into typed values (1, 'x', now());

-- partitions
create table parts (id int not null, at date not null, region text not null, payload text, primary key (id, at, region)) partition by range (at);
create table parts_2024 partition of parts for values from (minvalue) to ('2025-01-01') partition by list (region);
create table parts_2024_eu partition of parts_2024 for values in ('eu', 'ch');
create table parts_2024_rest partition of parts_2024 default partition by hash (id);
create table parts_2024_rest_0 partition of parts_2024_rest for values with (modulus 3, remainder 0);
create table parts_2024_rest_1 partition of parts_2024_rest for values with (modulus 3, remainder 1);
create table parts_2024_rest_2 partition of parts_2024_rest for values with (modulus 3, remainder 2);
create table parts_2025 (payload text default 'other order', region text not null, at date not null, id int not null);
alter table parts attach partition parts_2025 for values from ('2025-01-01') to ('2026-01-01');
create table parts_rest partition of parts default;
insert into parts select i, date '2023-06-01' + i, (array['eu', 'ch', 'us', 'jp'])[1 + i % 4], 'p' || i from generate_series(1, 1500) i;
create index parts_payload on parts (payload);
create index only_parent on only parts (region);
create table detached (like parts including all);
create table by_mood (m mood, n int) partition by list (m);
create table by_mood_happy partition of by_mood for values in ('happy 😀', null);
create table by_mood_other partition of by_mood default;
insert into by_mood values ('happy 😀', 1), (null, 2), ('sad', 3);
create table hashed_text (t text collate caseless) partition by hash (t);
create table hashed_text_0 partition of hashed_text for values with (modulus 2, remainder 0);
create table hashed_text_1 partition of hashed_text for values with (modulus 2, remainder 1);
insert into hashed_text select 'T' || i from generate_series(1, 50) i;
create table hashed_mood (m mood) partition by hash (m);
create table hashed_mood_0 partition of hashed_mood for values with (modulus 2, remainder 0);
create table hashed_mood_1 partition of hashed_mood for values with (modulus 2, remainder 1);
insert into hashed_mood select unnest(enum_range(null::mood)) from generate_series(1, 3);

-- generated, identity, sequences
create table generated (id bigint generated always as identity (start 1000 increment 10 cache 5), w int, h int, area int generated always as (w * h) stored, label text generated always as (upper(('x' || w::text) collate "C")) stored);
insert into generated (w, h) select i, i + 1 from generate_series(1, 20) i;
create sequence never_called start 42;
create sequence called; select nextval('called');
create sequence at_min minvalue -3 start 5; select setval('at_min', -3, false);
create sequence cycles minvalue 1 maxvalue 3 cycle cache 2; select nextval('cycles') from generate_series(1, 5);
create sequence down increment -7 maxvalue -1 minvalue -9223372036854775808; select setval('down', -9223372036854775808);
create sequence small as smallint maxvalue 32767; select setval('small', 32767);
create sequence owned_by_nobody owned by none;
create unlogged sequence unlogged_seq; select nextval('unlogged_seq');
create table uses_sequence (id int default nextval('called'), other int default nextval('never_called'));

-- constraints
create table cycle_a (id int primary key, b int);
create table cycle_b (id int primary key, a int not null references cycle_a deferrable initially deferred);
alter table cycle_a add constraint to_b foreign key (b) references cycle_b on delete set null on update cascade deferrable initially immediate;
begin; insert into cycle_a select i, null from generate_series(1, 50) i; insert into cycle_b select i, 51 - i from generate_series(1, 50) i; update cycle_a set b = id; commit;
create table self (id int primary key, parent int references self);
insert into self select i, nullif(i - 1, 0) from generate_series(1, 100) i;
update self set parent = 100 where id = 1;
create table booked (room int, during tstzrange, exclude using gist (room with =, during with &&) where (room > 0) deferrable);
insert into booked values (1, '[2025-01-01 00:00Z,2025-01-02 00:00Z)'), (1, '[2025-01-02 00:00Z,2025-01-03 00:00Z)');
create table not_valid (n int);
insert into not_valid values (-1), (1);
alter table not_valid add constraint positive check (n > 0) not valid;
alter table not_valid add column r int;
alter table not_valid add constraint r_fk foreign key (r) references self not valid;
create table nulls_one (a int unique nulls not distinct, b int);
insert into nulls_one values (null, 1);
create table uniques (a int, b text collate caseless, constraint "Uni que" unique (a, b) include (a) deferrable initially deferred);
insert into uniques values (1, 'A'), (2, 'a');
create table check_inherit (a int check (a > 0) no inherit);
create table to_partitioned (id int, at date, region text, foreign key (id, at, region) references parts);
insert into to_partitioned select id, at, region from parts limit 20;

-- inheritance
create table animal (id int primary key, name text not null default 'x', check (id > 0));
create table cat (lives int default 9) inherits (animal);
create table wild (since date);
create table tiger (name text default 'T') inherits (cat, wild);
insert into animal values (1, 'a'); insert into cat values (2, 'c'); insert into tiger (id, name, lives, since) values (3, 't', 9, 'infinity');

-- functions, operators and what hangs on them
create function add1(int, out int, out text) language sql immutable parallel safe cost 7 as $q$select $1 + 1, 'x;y'$q$;
create function variadic_one(variadic a text[] default '{}') returns text language sql stable set search_path = public, pg_temp set work_mem to '8MB' begin atomic select array_to_string(a, E'\n'); end;
create procedure proc(inout a int) language plpgsql security definer as $body$ begin a := a * 2; commit; end $body$;
create function rows_of() returns table (a int, "B" text) language plpgsql rows 17 strict leakproof as 'begin return query select 1, ''x''; end';
create aggregate concat_all (text) (sfunc = textcat, stype = text, initcond = '');
create aggregate rank_like (variadic "any" order by variadic "any") (sfunc = ordered_set_transition_multi, stype = internal, finalfunc = rank_final, finalfunc_extra, hypothetical);
create function mod_eq(int, int) returns bool language sql immutable as 'select $1 % 10 = $2 % 10';
create operator === (leftarg = int, rightarg = int, function = mod_eq, commutator = ===);
create function pair_int(pair) returns int language sql immutable as 'select $1.a';
create cast (pair as int) with function pair_int(pair) as assignment;
create operator class int_desc for type int using btree as operator 1 >, operator 2 >=, operator 3 =, operator 4 <=, operator 5 <, function 1 btint4cmp(int, int);
create operator family odd_family using hash;
create text search dictionary simple_de (template = simple, stopwords = 'german');
create text search configuration conf_de (copy = german);
alter text search configuration conf_de alter mapping for asciiword, word with unaccent, simple_de;
create conversion latin_conv for 'LATIN1' to 'UTF8' from iso8859_1_to_utf8;
create access method heap2 type table handler heap_tableam_handler;
create table in_heap2 (id int) using heap2;
insert into in_heap2 values (1);

-- indexes and statistics
create index expr_idx on every_type (lower(left(c_text, 50)) text_pattern_ops desc nulls last) where id > 0;
create index hash_idx on every_type using hash (c_uuid);
create index brin_idx on parts_2025 using brin (at) with (pages_per_range = 4);
create index gin_trgm on "UPPER" using gin ((id::text) gin_trgm_ops);
create unique index cover on empty (id) include (t) with (fillfactor = 50);
create index own_class on uses_sequence (id int_desc);
alter index expr_idx alter column 1 set statistics 500;
alter table uniques cluster on "Uni que";
alter table self replica identity full;
alter table cycle_a replica identity using index cycle_a_pkey;
create statistics stat_multi (ndistinct, dependencies, mcv) on w, h from generated;
create statistics "Stat 📊" on (w + h), (w * 2) from generated;
alter statistics stat_multi set statistics 300;

-- triggers, rules, event triggers
create table log (what text);
create function note() returns trigger language plpgsql as $$ begin insert into public.log values (tg_name); return coalesce(new, old); end $$;
create function refuse() returns trigger language plpgsql as $$ begin raise exception 'never'; end $$;
create trigger on_insert after insert on empty for each row execute function note();
create trigger disabled before insert on generated for each row execute function refuse(); alter table generated disable trigger disabled;
create trigger always_fires before insert or update of w on generated for each row when (new.w > 1000) execute function note('arg''s'); alter table generated enable always trigger always_fires;
create trigger replica_only before delete on generated for each statement execute function refuse(); alter table generated enable replica trigger replica_only;
create trigger on_partitioned after insert on parts referencing new table as fresh for each statement execute function note();
create trigger row_on_partitioned before insert on parts for each row execute function refuse(); alter table parts_rest disable trigger row_on_partitioned;
create constraint trigger late after update on cycle_b deferrable initially deferred for each row execute function note();
alter table every_type disable trigger all;
create view simple_view with (security_barrier, check_option = local) as select id, t from empty where id > 0;
create view invoker_view with (security_invoker) as select * from animal;
create trigger instead instead of insert on simple_view for each row execute function note();
create rule quiet as on insert to log where new.what = 'quiet' do instead nothing;
create rule also as on delete to upper_ do also notify "some channel", 'x';
create function no_ddl() returns event_trigger language plpgsql as $$ begin raise exception 'no ddl: %', tg_tag; end $$;
create recursive view numbers (n) as values (1) union all select n + 1 from numbers where n < 10;
create view view_cycle_a as select 1 as one;
create view view_cycle_b as select one from view_cycle_a;
create or replace view view_cycle_a as select one from view_cycle_b limit 0;

-- materialized views
create materialized view mv_counts as select region, count(*) as n from parts group by 1;
create unique index on mv_counts (region);
create materialized view "mv
🦉" as select n.region, n.n, s.total from mv_counts n, (select sum(n) as total from mv_counts) s;
create materialized view mv_of_view as select * from "mv
🦉" order by 1;
create materialized view mv_empty as select 1 / 0 as never with no data;
create materialized view a_reads_z as select 1 as placeholder;

-- row security
create table secret_rows (id int primary key, owner name, t text);
insert into secret_rows select i, case when i % 2 = 0 then 'awk_owner' else 'nobody' end, 's' || i from generate_series(1, 100) i;
alter table secret_rows enable row level security;
alter table secret_rows force row level security;
create policy own on secret_rows for select to "awk ""Reader"" 🦉" using (owner = current_user);
create policy "In sert" on secret_rows as restrictive for insert to public with check (t <> 'TO x USING');
create table secret_none (id int); insert into secret_none values (1), (2);
alter table secret_none enable row level security;
alter table secret_rows owner to awk_owner;

-- large objects
select lo_from_bytea(4711, decode(repeat('00ff5c2e0a', 200000), 'hex'));
select lo_from_bytea(4712, '');
select lo_put(4712, 5000000, 'after a hole');
select lo_from_bytea(4294967295, 'the last');
alter large object 4711 owner to awk_owner;
grant select, update on large object 4711 to "awk ""Reader"" 🦉";
revoke all on large object 4712 from postgres;
comment on large object 4711 is 'a ''picture''';
create table pictures (id int, raster lo);
insert into pictures values (1, 4711);
create trigger t_raster before update or delete on pictures for each row execute function lo_manage(raster);

-- foreign data; nothing connects
create foreign data wrapper dummy options (debug 'true');
create server elsewhere type 'pg' version '15' foreign data wrapper postgres_fdw options (host '127.0.0.1', port '1', dbname 'x');
create user mapping for awk_owner server elsewhere options (user 'remote', password 'fdw''s \ pass');
create user mapping for public server elsewhere options (user 'anybody');
create foreign table far_away (id int options (column_name 'ID'), t text not null) server elsewhere options (schema_name 'x');
create server files foreign data wrapper file_fdw;
create foreign table passwd (line text) server files options (filename '/etc/hostname');
create table parts_far (id int, at date) partition by range (at);
create foreign table parts_far_old partition of parts_far for values from (minvalue) to ('2020-01-01') server elsewhere;
grant usage on foreign server elsewhere to awk_writer;

-- publications
create publication pub_all for all tables with (publish = 'insert, update');
create publication "Pub 📰" for table cycle_a (id, b) where (id > 5), self;
create publication pub_schema for tables in schema ext;

-- owners, grants, default privileges
alter schema "select" owner to awk_writer;
alter table "select"."table" owner to awk_writer;
alter table parts owner to awk_owner;
alter table generated owner to awk_owner;
alter sequence called owner to awk_writer;
alter function mod_eq owner to awk_writer;
alter type mood owner to awk_owner;
alter view simple_view owner to "awk ""Reader"" 🦉";
alter materialized view mv_counts owner to awk_owner;
grant select on parts, parts_2024, parts_2024_eu to awk_writer with grant option;
set session authorization awk_writer; grant select on parts to "awk ""Reader"" 🦉"; reset session authorization;
grant select (id, c_text), update (c_text) on every_type to "awk ""Reader"" 🦉";
revoke all on empty from postgres;
revoke execute on function pair_int(pair) from public;
revoke usage on type pair from public;
revoke all on schema public from public;
grant usage on schema public to public;
grant usage on schema "Sch.ema ""q"" 🦉" to awk_writer;
grant usage, select on sequence called to "awk ""Reader"" 🦉";
revoke all on language sql from public;
grant usage on language sql to awk_owner;
alter default privileges for role awk_owner in schema public grant select on tables to "awk ""Reader"" 🦉";
alter default privileges for role awk_owner revoke execute on functions from public;
alter default privileges grant usage on types to awk_writer;
grant select on pg_catalog.pg_class to awk_writer;
revoke execute on function pg_catalog.pg_sleep(double precision) from public;

-- comments
comment on table every_type is E'line one\nline ''two''; -- not a comment\\';
comment on column "select"."table"."new
line" is 'a column';
comment on schema "select" is '';
comment on constraint to_b on cycle_a is 'goes round';
comment on policy own on secret_rows is 'own rows';
comment on function add1(int) is 'adds';
comment on type pair is 'two';
comment on column pair."B b" is 'the second';
comment on extension hstore is 'changed comment';
comment on trigger on_insert on empty is 'fires';
comment on index expr_idx is 'expression';
comment on server elsewhere is 'far';
comment on statistics stat_multi is 'many';
comment on materialized view mv_counts is 'counts';
comment on sequence never_called is 'never';
comment on publication pub_all is 'all';

-- last, since nothing could be made after them
create event trigger no_ddl on ddl_command_start when tag in ('CREATE TABLE', 'REFRESH MATERIALIZED VIEW', 'ALTER TABLE', 'CREATE INDEX') execute function no_ddl();
create event trigger sleeping on sql_drop execute function no_ddl();
alter event trigger sleeping disable;
comment on event trigger no_ddl is 'no changes here';
