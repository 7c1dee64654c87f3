-- Three roles and the database itself; run by psql in 'postgres' as superuser.
create role awk_owner login password 'owner''s \ secret' connection limit 7 valid until '2999-01-01 00:00Z';
create role awk_writer nologin noinherit createdb;
create role "awk ""Reader"" 🦉" password null;
create role "awk
line" login replication bypassrls;
grant "awk ""Reader"" 🦉" to awk_owner with admin option;
grant awk_owner to awk_writer;
set session authorization awk_owner; grant "awk ""Reader"" 🦉" to "awk
line"; reset session authorization;
grant pg_read_all_stats to "awk ""Reader"" 🦉";
comment on role awk_owner is E'two\nlines; with '' and "';
alter role awk_owner set search_path to "Sch.ema ""q"" 🦉", public;
alter role awk_writer set application_name = E'a;b\nc\\d''e';
alter role "awk
line" set work_mem = '7MB';
grant set on parameter log_statement to awk_writer;
create database "awkward 🦉 ""db""" owner awk_owner encoding 'UTF8' locale_provider icu icu_locale 'de-u-co-phonebk' template template0 connection limit 33;
alter database "awkward 🦉 ""db""" set statement_timeout = '17min';
alter database "awkward 🦉 ""db""" set search_path to "Sch.ema ""q"" 🦉", "$user", public;
alter database "awkward 🦉 ""db""" set application_name = E'line\nbreak ''q'' \\ :"db"';
alter database "awkward 🦉 ""db""" set custom.setting = 'x=y; z';
alter database "awkward 🦉 ""db""" set intervalstyle = 'iso_8601';
alter database "awkward 🦉 ""db""" set datestyle = 'SQL, DMY';
alter database "awkward 🦉 ""db""" set timezone = 'Asia/Kathmandu';
alter database "awkward 🦉 ""db""" set bytea_output = 'escape';
alter database "awkward 🦉 ""db""" set extra_float_digits = -5;
alter database "awkward 🦉 ""db""" set default_transaction_isolation = 'serializable';
alter role awk_owner in database "awkward 🦉 ""db""" set lock_timeout = '5s';
alter role "awk
line" in database "awkward 🦉 ""db""" set custom.multi = E'a\nb';
revoke connect on database "awkward 🦉 ""db""" from public;
grant connect, temporary on database "awkward 🦉 ""db""" to "awk ""Reader"" 🦉" with grant option;
grant create on database "awkward 🦉 ""db""" to "awk
line";
comment on database "awkward 🦉 ""db""" is 'what it was called at home';
