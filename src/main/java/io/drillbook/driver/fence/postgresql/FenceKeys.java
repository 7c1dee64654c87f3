package io.drillbook.driver.fence.postgresql;

import io.drillbook.domain.plan.Setting;
import java.util.List;

/** The keys of a fence of kind {@code postgresql}. */
final class FenceKeys {
  static final String PROBE_USERNAME = "probe-username";
  static final String PROBE_PASSWORD = "probe-password";
  static final String SESSIONS_WITHIN = "sessions-within";

  static final List<Setting> ALL =
      List.of(
          Setting.required(
              "url", Setting.Type.TEXT, "The database to fence: postgresql://host:port/name."),
          Setting.required(
              "username",
              Setting.Type.TEXT,
              "A superuser; or the database's owner that is in pg_signal_backend and may set the"
                  + " parameter drillbook.fence."),
          Setting.optional("password", Setting.Type.SECRET, "The login's password."),
          Setting.optional(
              "sslmode",
              Setting.Type.TEXT,
              "disable, allow, prefer, require, verify-ca or verify-full; default prefer."),
          Setting.optional(
              "ssl-root-cert",
              Setting.Type.TEXT,
              "File with the certificate authority that verify-ca and verify-full trust."),
          Setting.optional(
              PROBE_USERNAME,
              Setting.Type.TEXT,
              "The application's own login: the fence is proven by trying to write with it."),
          Setting.optional(PROBE_PASSWORD, Setting.Type.SECRET, "That login's password."),
          Setting.optional(
              SESSIONS_WITHIN,
              Setting.Type.DURATION,
              "How long sessions may take to end; default 30s."));

  private FenceKeys() {}
}
