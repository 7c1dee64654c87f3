-- Warnings of a forecast: each goes out once, of several servers by one.
create table forecast_warning (
  run_id  varchar(200) not null,
  outcome varchar(100) not null,
  told_at timestamp(6) with time zone not null,
  primary key (run_id, outcome)
);

-- How often a target was asked for: whoever asks holds this row, so that one at a time looks who has the target.
create table target_turn (
  system varchar(200) not null,
  target varchar(200) not null,
  turn   bigint       not null,
  primary key (system, target)
);

-- Which runs restore into a target, the highest turn last; while any of them is open, no other gets it. More than
-- one only where a real recovery took it from a run that had not ended.
create table target_use (
  system varchar(200) not null,
  target varchar(200) not null,
  run_id varchar(200) not null,
  turn   bigint       not null,
  since  timestamp(6) with time zone not null,
  primary key (system, target, run_id)
);
