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
