package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.plan.Setting;
import io.drillbook.spi.postgresql.Server;
import java.util.List;

/** The keys of kind {@code postgresql-physical}. */
final class PhysicalSettings {
  static final String LOG = "log";
  static final String MARK_EVERY = "mark-every";
  static final String SLOT = "slot";
  static final String SLOT_LIMIT = "slot-limit-mib";
  static final String RATE = "max-rate-mib";
  static final String DATA_DIRECTORY = "data-directory";
  static final String PORT = "port";
  static final String ADDRESS = "address";
  static final String DATABASE = "database";
  static final String RUN_AS = "run-as";
  static final String BIN = "bin";
  static final String TIMELINE = "timeline";
  static final String PARAMETERS = "parameters";

  static final List<Setting> ALL =
      List.of(
          Setting.required(
                  Server.URL,
                  Setting.Type.TEXT,
                  "Any database of the cluster: postgresql://host:port/name.")
              .atSource(),
          Setting.required(
                  Server.USERNAME,
                  Setting.Type.TEXT,
                  "The login; it needs REPLICATION, and a line for 'replication' in pg_hba.conf.")
              .atSource(),
          Setting.optional(Server.PASSWORD, Setting.Type.SECRET, "The login's password."),
          Setting.optional(
                  Server.SSLMODE,
                  Setting.Type.TEXT,
                  "disable, allow, prefer, require, verify-ca or verify-full; default prefer.")
              .atSource(),
          Setting.optional(
                  Server.SSL_ROOT_CERT,
                  Setting.Type.TEXT,
                  "File with the certificate authority that verify-ca and verify-full trust.")
              .atSource(),
          Setting.optional(
                  LOG,
                  Setting.Type.FLAG,
                  "Whether the log is received and kept continuously; default true.")
              .atSource(),
          Setting.optional(
                  SLOT,
                  Setting.Type.TEXT,
                  "Name of the replication slot; default made of the system's and source's names.")
              .atSource(),
          Setting.optional(
                  MARK_EVERY,
                  Setting.Type.DURATION,
                  "How often a mark is written and the log's piece closed; default 1m.")
              .atSource(),
          Setting.optional(
                  SLOT_LIMIT,
                  Setting.Type.NUMBER,
                  "MiB of log that the server may keep back before the slot is given up rather than"
                      + " its disk filled; default 10240, or the server's own lower limit.")
              .atSource(),
          Setting.optional(
                  RATE,
                  Setting.Type.NUMBER,
                  "MiB a second that a base backup reads at most; default no limit.")
              .atSource(),
          Setting.required(
                  DATA_DIRECTORY,
                  Setting.Type.PATH,
                  "Folder that the cluster is restored into; empty, or not there.")
              .atTarget(),
          Setting.required(PORT, Setting.Type.NUMBER, "Port of the restored server.").atTarget(),
          Setting.optional(
                  ADDRESS,
                  Setting.Type.TEXT,
                  "Address that the restored server listens at; default 127.0.0.1.")
              .atTarget(),
          Setting.optional(
                  Server.USERNAME,
                  Setting.Type.TEXT,
                  "A role of the restored cluster, for looking in afterwards.")
              .atTarget(),
          Setting.optional(
                  DATABASE,
                  Setting.Type.TEXT,
                  "The database that checks look into; default postgres.")
              .atTarget(),
          Setting.optional(
                  RUN_AS,
                  Setting.Type.TEXT,
                  "System user that owns the files and runs the server; default Drillbook's own, or"
                      + " where that is root the owner of the folder above, or else postgres.")
              .atTarget(),
          Setting.optional(
                  BIN,
                  Setting.Type.PATH,
                  "Folder with the server's programs; default where packages put them.")
              .atTarget(),
          Setting.optional(
                  TIMELINE,
                  Setting.Type.TEXT,
                  "Timeline that a replay follows: latest, current or a number; default latest.")
              .atTarget(),
          Setting.optional(
                  PARAMETERS,
                  Setting.Type.MAP,
                  "Parameters of the restored server by name, such as shared_preload_libraries;"
                      + " production's own are not taken over.")
              .atTarget());

  private PhysicalSettings() {}
}
