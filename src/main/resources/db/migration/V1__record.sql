-- Drillbook's own tables, beside the engine's. The same statements run on H2 2.3 and on PostgreSQL 15 and newer.
-- Every instant is a "timestamp with time zone" of microseconds, written and read as UTC: a server in another zone reads the same.

create table run (
  id           varchar(200) not null primary key,
  kind         varchar(20)  not null,
  system       varchar(200) not null,
  scenario     varchar(40),
  detected_at  timestamp(6) with time zone not null,
  started_at   timestamp(6) with time zone not null,
  started_by   varchar(300) not null,
  rto_millis   bigint       not null,
  rto_assumed  boolean      not null,
  plan_digest  varchar(100) not null,
  ended_at     timestamp(6) with time zone,
  verdict      varchar(40)
);
create index run_by_system on run (system, started_at);
create index run_by_start on run (started_at);

-- The record: lines are added and never changed or removed (docs/reference/record.md).
create table record_entry (
  run_id        varchar(200) not null,
  line          bigint       not null,
  happened_at   timestamp(6) with time zone not null,
  kind          varchar(40)  not null,
  step          text         not null,
  name          text         not null,
  actor         text         not null,
  attempt       integer      not null,
  outcome       text         not null,
  details       text         not null,
  previous_hash char(64)     not null,
  hash          char(64)     not null,
  primary key (run_id, line)
);

-- Where each run's chain ends; its row is the lock under which lines are numbered.
create table record_head (
  run_id varchar(200) not null primary key,
  line   bigint       not null,
  hash   char(64)     not null
);

-- The catalog: a copy of what the vaults say.
create table recovery_point (
  system      varchar(200) not null,
  point_id    varchar(100) not null,
  run_id      varchar(200) not null,
  started_at  timestamp(6) with time zone not null,
  sealed_at   timestamp(6) with time zone,
  state       varchar(20)  not null,
  state_since timestamp(6) with time zone not null,
  vaults      text         not null,
  primary key (system, point_id)
);

create table recovery_point_capture (
  system    varchar(200) not null,
  point_id  varchar(100) not null,
  source    varchar(200) not null,
  kind      varchar(40)  not null,
  data_time timestamp(6) with time zone not null,
  facts     text         not null,
  contents  text         not null,
  primary key (system, point_id, source),
  foreign key (system, point_id) references recovery_point (system, point_id) on delete cascade
);

create table recovery_point_member (
  system         varchar(200) not null,
  point_id       varchar(100) not null,
  source         varchar(200) not null,
  position       integer      not null,
  file           varchar(500) not null,
  format         varchar(100) not null,
  stored_bytes   bigint       not null,
  stored_sha256  varchar(64)  not null,
  content_bytes  bigint       not null,
  content_sha256 varchar(64)  not null,
  primary key (system, point_id, source, position),
  foreign key (system, point_id, source)
    references recovery_point_capture (system, point_id, source) on delete cascade
);

-- The ledger of due times, and the one living timer chain of each schedule.
create table due_time (
  system   varchar(200) not null,
  schedule varchar(200) not null,
  due_at   timestamp(6) with time zone not null,
  fired_at timestamp(6) with time zone not null,
  outcome  varchar(20)  not null,
  run_id   varchar(200),
  primary key (system, schedule, due_at)
);

create table schedule_chain (
  system      varchar(200) not null,
  schedule    varchar(200) not null,
  instance_id varchar(200) not null,
  primary key (system, schedule)
);

-- Live progress: overwritten all the time, no evidence.
create table step_progress (
  run_id      varchar(200) not null,
  step        varchar(200) not null,
  subject     varchar(500) not null,
  attempt     integer      not null,
  done        bigint       not null,
  total       bigint       not null,
  reported_at timestamp(6) with time zone not null,
  primary key (run_id, step, subject)
);
