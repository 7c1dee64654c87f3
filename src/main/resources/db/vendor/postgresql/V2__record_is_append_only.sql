-- Whoever holds the server's own database login still cannot change the record by accident or by a plain statement.
create function refuse_to_change_the_record() returns trigger language plpgsql as $$
begin
  raise exception 'unable to % the record: it is append-only', lower(tg_op)
    using hint = 'Add a line that corrects the earlier one.';
end $$;

create trigger record_entry_is_append_only
  before update or delete or truncate on record_entry
  for each statement execute function refuse_to_change_the_record();
