-- The deployed models that each run went by, in the order in which it came to them: the engine's history, which says so too, can be cleaned up.
create table run_model (
  run_id        varchar(200) not null,
  definition_id varchar(200) not null,
  place         bigint       not null,
  primary key (run_id, definition_id)
);

-- Runs by their end: the evidence of a period, and incidents whose end is to be anchored.
create index run_by_end on run (ended_at, id);
