package io.drillbook.bench;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.source.pgphysical.PgPhysicalSourceDriver;
import io.drillbook.driver.source.postgresql.PostgresqlSourceDriver;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.testbed.PostgresCluster;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

/**
 * A whole cluster: ours, pgBackRest, and our own logical way. A restore ends when a server answers
 * queries on what was restored. pgBackRest writes neither encrypted nor signed here.
 */
final class PhysicalBench {
  private static final String DATABASE = "bench";
  private static final String OURS = "backup, drillbook physical";
  private static final String THEIRS = "backup, pgBackRest full";
  private static final String LOGICAL = "backup, drillbook logical";
  private static final String OURS_BACK = "restore, drillbook physical";
  private static final String THEIRS_BACK = "restore, pgBackRest";
  private static final String LOGICAL_BACK = "restore, drillbook logical";
  private static final double GOAL = 1.5;

  private final Path folder;
  private final int rounds;
  private final Rounds times = new Rounds();

  PhysicalBench(Path folder, int rounds) {
    this.folder = folder;
    this.rounds = rounds;
  }

  void run(int mebibytes) throws Exception {
    try (PostgresCluster source = PostgresCluster.start();
        PostgresCluster other = PostgresCluster.start();
        PostgresCluster theirs = PostgresCluster.place()) {
      System.out.printf("Filling a cluster with about %d MiB …%n", mebibytes);
      RealisticDatabase.create(source, DATABASE, mebibytes);
      String size = source.query(DATABASE, "select pg_size_pretty(pg_database_size('bench'))");
      Shell shell = new Shell(folder.resolve("shell"), environment(source, theirs));
      shell.run(PREPARE);
      source.sql("postgres", "alter system set archive_mode = on", archiving(theirs));
      source.stop();
      source.startAgain();
      shell.run(BACKREST + "stanza-create");
      OurPath physical = path("physical", new PgPhysicalSourceDriver(secrets()), source);
      OurPath logical = path("logical", new PostgresqlSourceDriver(secrets()), source);
      // Unmeasured: a server has run for days before its nightly backup, and its code is compiled.
      physical.backUp();
      logical.backUp();
      for (int round = 1; round <= rounds; round++) {
        System.out.printf("Round %d of %d%n", round, rounds);
        timed(shell, OURS + " (two keys, signed, read back)", physical::backUp);
        timed(shell, THEIRS + " (zst 1, 2 processes)", () -> shell.run(BACKREST + FULL));
        timed(shell, LOGICAL + " (two keys, signed, read back)", logical::backUp);
        restore(shell, physical, logical, source, other, theirs, round);
      }
      report(size);
    }
  }

  private void restore(
      Shell shell,
      OurPath physical,
      OurPath logical,
      PostgresCluster source,
      PostgresCluster other,
      PostgresCluster theirs,
      int round)
      throws Exception {
    String digests = source.digests(DATABASE);
    try (PostgresCluster ours = PostgresCluster.place()) {
      Settings target = target(ours);
      String run = "restore-physical" + round;
      timed(shell, OURS_BACK + " (verified)", () -> physical.restore(target, run));
      requireEqual(digests, ours, DATABASE);
    }
    timed(shell, THEIRS_BACK + " (2 processes), pg_ctl start", () -> shell.run(BACK));
    requireEqual(digests, theirs, DATABASE);
    theirs.destroy();
    String name = "logical" + round;
    timed(
        shell,
        LOGICAL_BACK + " (verified, counted)",
        () -> logical.restore(settings(other, name), "restore-" + name));
    requireEqual(digests, other, name);
    other.sql("postgres", "drop database \"" + name + "\" with (force)");
  }

  private void timed(Shell shell, String what, Rounds.Work work) throws Exception {
    shell.settle();
    times.time(what, work);
  }

  private void report(String size) {
    times.table(size + ", median of " + rounds, "backup");
    times.table(size + ", median of " + rounds, "restore");
    times.goal("backup", OURS, THEIRS, GOAL);
    times.goal("restore", OURS_BACK, THEIRS_BACK, GOAL);
    times.goal("restore", OURS_BACK, LOGICAL_BACK, 1);
  }

  private OurPath path(String name, SourceDriver driver, PostgresCluster source)
      throws IOException {
    return new OurPath(folder.resolve(name), driver, settings(source, DATABASE));
  }

  private static io.drillbook.spi.secret.Secrets secrets() {
    return reference -> Secret.of(reference.name());
  }

  private static Settings target(PostgresCluster place) {
    return new Settings(
        Map.of("data-directory", place.data().toString(), "port", (long) place.port()));
  }

  private static void requireEqual(String digests, PostgresCluster target, String database) {
    if (!digests.equals(target.digests(database))) {
      throw new AssertionError("what was restored differs: " + database);
    }
  }

  private static Settings settings(PostgresCluster cluster, String database) {
    return new Settings(
        Map.of(
            "url",
            cluster.url(database),
            "username",
            PostgresCluster.SUPERUSER,
            "password",
            new SecretReference("test", PostgresCluster.PASSWORD)));
  }

  /** The server's user archives and restores; so the repository is beside what it restores. */
  private static String archiving(PostgresCluster theirs) {
    return "alter system set archive_command = 'pgbackrest --config=%s/pgbackrest.conf --stanza=bench archive-push %%p'"
        .formatted(theirs.data().getParent());
  }

  private static Map<String, String> environment(PostgresCluster source, PostgresCluster theirs)
      throws IOException {
    Path home = theirs.data().getParent();
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-x--x"));
    boolean root = "root".equals(System.getProperty("user.name"));
    return Map.of(
        "AS",
        root ? "runuser -u postgres --" : "",
        "REPO",
        home.toString(),
        "BIN",
        PostgresCluster.programs().toString(),
        "SOURCE_DATA",
        source.data().toString(),
        "SOURCE_SOCKET",
        source.data().getParent().toString(),
        "SOURCE_PORT",
        String.valueOf(source.port()),
        "PORT",
        String.valueOf(theirs.port()),
        "DATA",
        theirs.data().toString());
  }

  private static final String PREPARE =
      """
      $AS tee $REPO/pgbackrest.conf > /dev/null <<END
      [global]
      repo1-path=$REPO/repository
      compress-type=zst
      compress-level=1
      process-max=2
      start-fast=y
      log-level-console=error
      log-path=$REPO
      lock-path=$REPO/lock
      spool-path=$REPO/spool
      [bench]
      pg1-path=$SOURCE_DATA
      pg1-port=$SOURCE_PORT
      pg1-socket-path=$SOURCE_SOCKET
      pg1-user=postgres
      END
      """;
  private static final String BACKREST =
      "cd /; $AS env PGPASSWORD="
          + PostgresCluster.PASSWORD
          + " pgbackrest --config=$REPO/pgbackrest.conf --stanza=bench ";
  private static final String FULL = "--type=full --repo1-retention-full=1 backup";
  private static final String BACK =
      BACKREST
          + """
          --pg1-path=$DATA --type=immediate --target-action=promote restore
          $AS tee -a $DATA/postgresql.auto.conf > /dev/null <<< "archive_mode = off"
          $AS $BIN/pg_ctl -D $DATA -l $REPO/log -o "-p $PORT -k $REPO -c listen_addresses=127.0.0.1 -c hot_standby=off" -w -t 600 start > /dev/null
          while ! grep -q '^ready' $DATA/postmaster.pid; do [ -e $DATA/postmaster.pid ]; sleep 0.02; done
          """;
}
