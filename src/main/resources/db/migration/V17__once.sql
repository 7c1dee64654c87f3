-- Warnings of a forecast: each goes out once, of several servers by one.
create table forecast_warning (
  run_id  varchar(200) not null,
  outcome varchar(100) not null,
  told_at timestamp(6) with time zone not null,
  primary key (run_id, outcome)
);

-- Which run was the last to restore into a target; while that one is open, it has the target for itself.
create table target_use (
  system varchar(200) not null,
  target varchar(200) not null,
  run_id varchar(200) not null,
  since  timestamp(6) with time zone not null,
  primary key (system, target)
);
