-- Bearer tokens of 'drillbook login': only their SHA-256 is kept.
create table drillbook_token (
  digest char(64) not null primary key,
  user_id varchar(64) not null,
  expires_at timestamp with time zone not null
);
create index drillbook_token_user on drillbook_token (user_id);
