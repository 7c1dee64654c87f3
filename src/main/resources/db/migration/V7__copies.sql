-- What was found out about each vault's copy of a recovery point; gone with the point.
create table point_copy (
  system     varchar(200) not null,
  point_id   varchar(100) not null,
  vault      varchar(200) not null,
  state      varchar(20)  not null,
  bytes      bigint       not null,
  since      timestamp(6) with time zone not null,
  read_at    timestamp(6) with time zone,
  finding    text         not null,
  primary key (system, point_id, vault),
  foreign key (system, point_id) references recovery_point (system, point_id) on delete cascade
);
