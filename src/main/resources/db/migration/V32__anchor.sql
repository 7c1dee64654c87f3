-- What was anchored of the records outside of this database. An anchor is kept as it was signed until every vault has it, and after.
create table anchor (
  anchor_no  bigint       not null primary key,
  chain      varchar(40)  not null,
  made_at    timestamp(6) with time zone not null,
  object_key varchar(200) not null,
  sha256     char(64)     not null,
  document   text         not null,
  signature  text         not null
);

create table anchor_copy (
  anchor_no bigint       not null,
  vault     varchar(200) not null,
  stored_at timestamp(6) with time zone,
  primary key (anchor_no, vault),
  foreign key (anchor_no) references anchor (anchor_no)
);
create index anchor_copy_by_vault on anchor_copy (vault, stored_at);

-- The last head of each record that was anchored.
create table anchored_head (
  run_id    varchar(200) not null primary key,
  line      bigint       not null,
  hash      char(64)     not null,
  anchor_no bigint       not null
);
