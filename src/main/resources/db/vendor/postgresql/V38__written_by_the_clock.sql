-- current_timestamp is when the transaction began: a line of a long one would be old when it is written, and what is missing before it given up.
alter table record_entry alter column written_at set default clock_timestamp();
