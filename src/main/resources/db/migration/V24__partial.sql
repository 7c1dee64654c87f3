-- Sources of the plan that a recovery point does not hold, and why; of a point that holds every source there is none.
create table recovery_point_missing (
  system   varchar(200) not null,
  point_id varchar(100) not null,
  source   varchar(200) not null,
  kind     varchar(40)  not null,
  why      text         not null,
  primary key (system, point_id, source),
  foreign key (system, point_id) references recovery_point (system, point_id) on delete cascade
);
