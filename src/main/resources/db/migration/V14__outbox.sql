-- Messages to people, written together with what they tell of, and what became of each on its way to each recipient.
create table notice (
  id         varchar(100) not null primary key,
  system     varchar(200) not null,
  run_id     varchar(200),
  event      varchar(100) not null,
  subject    text         not null,
  body       text         not null,
  link       text,
  written_at timestamp(6) with time zone not null
);
create index notice_by_system on notice (system, written_at);
create index notice_by_run on notice (run_id);

create table notice_delivery (
  id        varchar(100) not null primary key,
  notice_id varchar(100) not null,
  channel   varchar(200) not null,
  recipient text         not null,
  audiences varchar(200) not null,
  is_second boolean      not null,
  state     varchar(20)  not null,
  attempts  integer      not null,
  next_at   timestamp(6) with time zone not null,
  ended_at  timestamp(6) with time zone,
  trouble   text         not null,
  foreign key (notice_id) references notice (id) on delete cascade
);
create index notice_delivery_by_state on notice_delivery (state, next_at);
create index notice_delivery_by_notice on notice_delivery (notice_id);
