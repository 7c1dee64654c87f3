-- Warnings of keys that end soon: each goes out once.
create table key_warning (
  system      varchar(200) not null,
  fingerprint varchar(64)  not null,
  expires_at  timestamp(6) with time zone not null,
  days        integer      not null,
  told_at     timestamp(6) with time zone not null,
  primary key (system, fingerprint, expires_at, days)
);
