package io.drillbook.driver.source.postgresql;

import io.drillbook.spi.postgresql.Names;
import io.drillbook.spi.postgresql.Server;
import io.drillbook.spi.postgresql.Session;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Gives a target's database another name, so that a restore finds its name free and nothing is
 * lost. Whoever is connected is put out: what they would write could not be found again.
 */
final class SetAside {
  private static final int LONGEST_NAME = 63;

  private final Server target;
  private final ProductionGuard guard;
  private final RunMark mark;

  SetAside(Server target, ProductionGuard guard, RunMark mark) {
    this.target = target;
    this.guard = guard;
    this.mark = mark;
  }

  /** The other name; empty where there was nothing to set aside. */
  Optional<String> run() {
    try (Cluster cluster = new Cluster(target)) {
      guard.check(cluster, Map.of());
      String database = target.database();
      boolean nothing = !cluster.exists(database) || new Takeover(target, mark).ours(cluster);
      if (nothing || (isOpen(cluster, database) && isEmpty(database))) {
        return Optional.empty();
      }
      String aside = name(database, mark.runId());
      Session session = cluster.session();
      session.run("alter database " + Names.quoted(database) + " allow_connections false");
      session.rows(
          "select pg_terminate_backend(pid) from pg_catalog.pg_stat_activity where datname = ?",
          row -> row.getBoolean(1),
          database);
      session.run("begin");
      session.run("alter database " + Names.quoted(database) + " rename to " + Names.quoted(aside));
      session.run("alter database " + Names.quoted(aside) + " allow_connections true");
      session.run("commit");
      return Optional.of(aside);
    }
  }

  private static boolean isOpen(Cluster cluster, String database) {
    return cluster
        .session()
        .holds("select datallowconn from pg_catalog.pg_database where datname = ?", database);
  }

  private boolean isEmpty(String database) {
    try (Session inside = target.session(database)) {
      return Look.at(inside).empty();
    }
  }

  /** The run's id stays whole: it tells when and why, and is different each time. */
  private static String name(String database, String runId) {
    String kept = database;
    while ((kept + "_" + runId).getBytes(StandardCharsets.UTF_8).length > LONGEST_NAME) {
      kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
    }
    return kept + "_" + runId;
  }
}
