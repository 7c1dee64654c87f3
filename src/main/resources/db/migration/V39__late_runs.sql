-- When each run was written, by the database's clock: one that is committed later than one with a higher number must not be passed over.
-- When those of before were written nobody knows: the default comes after the column, and leaves them empty.
alter table run add column written_at timestamp(6) with time zone;
alter table run alter column written_at set default current_timestamp;
