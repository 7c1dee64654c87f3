-- Who receives the log of a source: one server of all, for as long as it renews this.
create table log_lease (
  system   varchar(200) not null,
  source   varchar(200) not null,
  holder   varchar(200) not null,
  until_at timestamp(6) with time zone not null,
  primary key (system, source)
);

-- How the log of a source stands, as its receiver last found it. The pieces themselves are known by the vaults alone.
create table log_state (
  system      varchar(200) not null,
  source      varchar(200) not null,
  series      varchar(100) not null,
  newest      varchar(100) not null,
  piece_bytes bigint       not null,
  safe_at     timestamp(6) with time zone,
  lost_at     timestamp(6) with time zone,
  lost        text         not null,
  ordered_at  timestamp(6) with time zone,
  trouble     text         not null,
  told        varchar(500) not null,
  kept_bytes  bigint       not null,
  limit_bytes bigint       not null,
  looked_at   timestamp(6) with time zone not null,
  primary key (system, source)
);
