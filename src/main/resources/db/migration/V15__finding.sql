-- What the alarm for silent schedules remembers, and when it last looked.
create table schedule_seen (
  system   varchar(200) not null,
  schedule varchar(200) not null,
  rule     varchar(300) not null,
  since    timestamp(6) with time zone not null,
  told_of  timestamp(6) with time zone,
  primary key (system, schedule)
);

create table schedule_look (
  id        varchar(20) not null primary key,
  looked_at timestamp(6) with time zone not null
);

-- What drills found wrong; open until a drill passes the step, or somebody answers for it.
create table finding (
  id         varchar(100) not null primary key,
  system     varchar(200) not null,
  scenario   varchar(40)  not null,
  step       varchar(200) not null,
  what       text         not null,
  severity   varchar(20)  not null,
  run_id     varchar(200) not null,
  owner      varchar(300) not null,
  opened_at  timestamp(6) with time zone not null,
  due_at     timestamp(6) with time zone not null,
  closed_at  timestamp(6) with time zone,
  closed_by  varchar(300),
  reason     text
);
create index finding_by_system on finding (system, opened_at);
