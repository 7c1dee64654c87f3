-- Fingerprints of the only keys that open a member, as JSON; none where the point's recipients do.
alter table recovery_point_member add column recipients varchar(2000) default '[]' not null;
