package io.drillbook.driver.source.mysql;

import io.drillbook.domain.plan.Setting;
import java.util.List;

/** The keys of kind {@code mysql}. */
final class MysqlSettings {
  static final String URL = "url";
  static final String USERNAME = "username";
  static final String PASSWORD = "password";
  static final String SSLMODE = "sslmode";
  static final String SSL_ROOT_CERT = "ssl-root-cert";
  static final String ALLOW_EMPTY = "allow-empty";
  static final String NON_TRANSACTIONAL = "non-transactional";
  static final String EVENTS = "events";
  static final String CLONE = "clone-of-production";

  static final String REFUSE = "refuse";
  static final String LOCK = "lock";
  static final String DISABLE = "disable";

  static final List<Setting> ALL =
      List.of(
          Setting.required(
              URL,
              Setting.Type.TEXT,
              "The database: mysql://host:port/name or mariadb://host:port/name."),
          Setting.required(
              USERNAME,
              Setting.Type.TEXT,
              "The login: at a source it needs SELECT, SHOW VIEW, TRIGGER, EVENT, EXECUTE and LOCK"
                  + " TABLES on the database, at a target ALL on it."),
          Setting.optional(PASSWORD, Setting.Type.SECRET, "The login's password."),
          Setting.optional(
              SSLMODE,
              Setting.Type.TEXT,
              "disable, trust (encrypted, no certificate checked), verify-ca or verify-full;"
                  + " default disable."),
          Setting.optional(
              SSL_ROOT_CERT,
              Setting.Type.PATH,
              "File with the certificate authority that verify-ca and verify-full trust."),
          Setting.optional(
              ALLOW_EMPTY,
              Setting.Type.FLAG,
              "Whether a database without any table may be captured; default false, because an"
                  + " empty backup is nearly always the wrong database."),
          Setting.optional(
              NON_TRANSACTIONAL,
              Setting.Type.TEXT,
              "At a source with tables that are not transactional, such as MyISAM: refuse, the"
                  + " default, or lock, which keeps all tables from being written to as long as"
                  + " the capture takes."),
          Setting.optional(
              EVENTS,
              Setting.Type.TEXT,
              "At a target: keep, the default, or disable, so that a copy's events never run;"
                  + " wise for a sandbox."),
          Setting.optional(
              CLONE,
              Setting.Type.FLAG,
              "At a target: true where its server is a physical copy of production's, so that"
                  + " their equal names mean nothing while production is silent; default false."));

  private MysqlSettings() {}
}
