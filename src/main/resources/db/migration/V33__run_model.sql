-- The deployed models that each run went by, in the order in which it came to them: the engine's history, which says so too, can be cleaned up.
create table run_model (
  run_id        varchar(200) not null,
  definition_id varchar(200) not null,
  place         bigint       not null,
  primary key (run_id, definition_id)
);
