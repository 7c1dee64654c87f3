-- Every line up to this number of the installation's count was looked at when the anchor was made: the next one looks at those behind it.
alter table anchor add column read_to bigint;
-- When the vault last held something else under the anchor's name: those are tried after all others.
alter table anchor_copy add column refused_at timestamp(6) with time zone;
-- Incidents that ended lately, of very many runs.
create index run_ended_of_kind on run (kind, ended_at);
