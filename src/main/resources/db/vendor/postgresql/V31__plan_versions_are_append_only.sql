-- As with the record: versions are added, and no plain statement changes or removes one.
create function refuse_to_change_plan_versions() returns trigger language plpgsql as $$
begin
  raise exception 'unable to % the versions of plans: they are append-only', lower(tg_op)
    using hint = 'A plan that is loaded again is a new version.';
end $$;

create trigger plan_version_is_append_only
  before update or delete or truncate on plan_version
  for each statement execute function refuse_to_change_plan_versions();
