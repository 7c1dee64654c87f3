-- As with lines of the record: current_timestamp is when the transaction began, and a run of a long one would be old when it is written.
alter table run alter column written_at set default clock_timestamp();
