-- The board asks for the newest of each system: with these it reads that row, and not every one that was ever written.
create index recovery_point_newest on recovery_point (system, state, started_at desc, point_id desc);
create index recovery_point_capture_newest on recovery_point_capture (system, source, data_time desc, point_id desc);
create index run_newest on run (system, kind, started_at desc, id desc);
create index run_newest_of_scenario on run (system, kind, scenario, started_at desc, id desc);
create index run_of_kind on run (kind, started_at desc, id desc);
-- What goes on, what was started last, and what drills found: few of very many.
create index run_open on run (ended_at);
create index run_last_started on run (sequence_no);
create index finding_open on finding (closed_at, opened_at);
-- What metrics count: an entry of this instead of the whole row.
create index run_ended on run (system, kind, verdict, ended_at);
