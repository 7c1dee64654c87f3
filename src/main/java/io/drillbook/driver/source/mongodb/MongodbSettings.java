package io.drillbook.driver.source.mongodb;

import io.drillbook.domain.plan.Setting;
import java.util.List;

/** The keys of kind {@code mongodb}. */
final class MongodbSettings {
  static final String URL = "url";
  static final String USERNAME = "username";
  static final String PASSWORD = "password";
  static final String AUTH_DATABASE = "auth-database";
  static final String TLS = "tls";
  static final String TOOL = "tool";
  static final String CONSISTENCY = "consistency";
  static final String ALLOW_EMPTY = "allow-empty";

  static final String MONGODUMP = "mongodump";
  static final String DRIVER = "driver";
  static final String SNAPSHOT = "snapshot";
  static final String PER_COLLECTION = "per-collection";

  static final List<Setting> ALL =
      List.of(
          Setting.required(
              URL,
              Setting.Type.TEXT,
              "The database: mongodb://host:port/name; several members of a replica set with commas"
                  + " between them."),
          Setting.optional(
              USERNAME,
              Setting.Type.TEXT,
              "The login: at a source it needs the role backup or read, at a target restore or"
                  + " readWrite with dbAdmin."),
          Setting.optional(PASSWORD, Setting.Type.SECRET, "The login's password."),
          Setting.optional(
              AUTH_DATABASE,
              Setting.Type.TEXT,
              "The database that knows the login; default admin."),
          Setting.optional(
              TLS,
              Setting.Type.FLAG,
              "Whether to speak TLS, trusting what this Java trusts; default false."),
          Setting.optional(
              TOOL,
              Setting.Type.TEXT,
              "driver: read over the network by Drillbook itself; mongodump: by the program of that"
                  + " name; default driver."),
          Setting.optional(
              CONSISTENCY,
              Setting.Type.TEXT,
              "snapshot: all collections as of one moment, which takes a replica set of version 5.0"
                  + " or newer; per-collection: each as it is when its turn comes. Default snapshot"
                  + " on a replica set; a server without one knows per-collection only."),
          Setting.optional(
              ALLOW_EMPTY,
              Setting.Type.FLAG,
              "Whether a database without any collection may be captured; default false, because an"
                  + " empty backup is nearly always the wrong database."));

  private MongodbSettings() {}
}
