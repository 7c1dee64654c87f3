-- The ledger of effects outside: a row is written before the effect and again after it. A row that only says 'BEGUN' is what a crash leaves.
create table effect (
  run_id   varchar(200) not null,
  step     varchar(200) not null,
  name     varchar(300) not null,
  state    varchar(20)  not null,
  visit    varchar(100) not null,
  attempt  integer      not null,
  begun_at timestamp(6) with time zone not null,
  ended_at timestamp(6) with time zone,
  detail   text         not null,
  primary key (run_id, step, name)
);
