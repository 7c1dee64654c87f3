-- What has to be run because of programs that a backup ran before its captures: written before each of them, settled when it is made good.
-- The words are those of the plan in force then: the debt outlives the plan, the run and the server.
create table owed_program (
  run_id         varchar(200) not null,
  position       integer      not null,
  system         varchar(200) not null,
  kind           varchar(20)  not null,
  command        text         not null,
  timeout_millis bigint       not null,
  server         varchar(300) not null,
  owed_at        timestamp(6) with time zone not null,
  interrupted    boolean      not null,
  trouble        text         not null,
  settled_at     timestamp(6) with time zone,
  primary key (run_id, position)
);
create index owed_program_open on owed_program (settled_at);
