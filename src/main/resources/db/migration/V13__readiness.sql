-- Whether each system's plan can be relied on: what the newest check found, and what people were told.
create table readiness (
  system     varchar(200) not null primary key,
  run_id     varchar(200) not null,
  checked_at timestamp(6) with time zone not null,
  state      varchar(40)  not null,
  since      timestamp(6) with time zone not null,
  why        text         not null,
  findings   text         not null,
  in_force   text         not null
);

create table readiness_told (
  system varchar(200) not null primary key,
  state  varchar(40)  not null,
  bad    text         not null
);
