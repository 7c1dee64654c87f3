package io.drillbook.driver.source.postgresql;

import io.drillbook.domain.plan.Setting;
import io.drillbook.spi.postgresql.Server;
import java.util.List;

/** The keys of kind {@code postgresql}. */
final class PostgresqlSettings {
  static final String URL = Server.URL;
  static final String USERNAME = Server.USERNAME;
  static final String PASSWORD = Server.PASSWORD;
  static final String SSLMODE = Server.SSLMODE;
  static final String SSL_ROOT_CERT = Server.SSL_ROOT_CERT;
  static final String ALLOW_EMPTY = "allow-empty";
  static final String SPLIT_ABOVE = "split-above-mib";
  static final String JOBS = "jobs";
  static final String ONLY = "only";
  static final String EXCLUDE_DATA = "exclude-data";
  static final String OWNER = "owner";
  static final String OWNERS = "owners";
  static final String CLONE = "clone-of-production";

  static final long SPLIT_ABOVE_MIB = 64;

  static final List<Setting> ALL =
      List.of(
          Setting.required(URL, Setting.Type.TEXT, "The database: postgresql://host:port/name."),
          Setting.required(
              USERNAME,
              Setting.Type.TEXT,
              "The login: at a source it must read everything (pg_read_all_data, BYPASSRLS), at a"
                  + " target it needs CREATEDB and CREATEROLE or superuser."),
          Setting.optional(PASSWORD, Setting.Type.SECRET, "The login's password."),
          Setting.optional(
              SSLMODE,
              Setting.Type.TEXT,
              "disable, allow, prefer, require, verify-ca or verify-full; default prefer."),
          Setting.optional(
              SSL_ROOT_CERT,
              Setting.Type.TEXT,
              "File with the certificate authority that verify-ca and verify-full trust."),
          Setting.optional(
              ALLOW_EMPTY,
              Setting.Type.FLAG,
              "Whether a database without any table may be captured; default false, because an"
                  + " empty backup is nearly always the wrong database."),
          Setting.optional(
              SPLIT_ABOVE,
              Setting.Type.NUMBER,
              "Tables of more than this many MiB together are captured in two members side by"
                  + " side; default 64."),
          Setting.optional(
              JOBS,
              Setting.Type.NUMBER,
              "At a target: how many indexes and constraints are built at a time; default the"
                  + " number of processors here, 8 at most."),
          Setting.optional(
                  EXCLUDE_DATA,
                  Setting.Type.LIST,
                  "Tables as schema.table or schema.* that are captured without their rows, such as"
                      + " sessions and caches.")
              .atSource(),
          Setting.optional(
                  ONLY,
                  Setting.Type.LIST,
                  "Tables as schema.table or schema.*: only these are restored, with what they are"
                      + " made of and what belongs to them; default everything.")
              .atTarget(),
          Setting.optional(
                  OWNER,
                  Setting.Type.TEXT,
                  "A role of the target that everything shall belong to; no role is made and no"
                      + " grant restored.")
              .atTarget(),
          Setting.optional(
                  OWNERS,
                  Setting.Type.MAP,
                  "Roles of the target by the captured roles that they stand for, as owners, in"
                      + " grants, default privileges, policies and user mappings.")
              .atTarget(),
          Setting.optional(
              CLONE,
              Setting.Type.FLAG,
              "At a target: true where its cluster is a physical copy of production's, so that"
                  + " their equal system identifiers mean nothing while production is silent;"
                  + " default false."));

  private PostgresqlSettings() {}
}
