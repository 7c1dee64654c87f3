package io.drillbook.bench;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.source.postgresql.PostgresqlSourceDriver;
import io.drillbook.spi.secret.Secret;
import io.drillbook.testbed.PostgresCluster;
import java.nio.file.Path;
import java.util.Map;

/** A database: ours, the seeds, a streaming pipeline, pgBackRest, restic. */
final class DatabaseBench {
  private static final String DATABASE = "bench";
  private static final String OURS = "backup, drillbook";
  private static final String STREAM = "backup, pg_dump -Z0 | zstd -1 | gpg";
  private static final String SEED = "backup, seed 004";
  private static final String OURS_BACK = "restore, drillbook";
  private static final String BARE = "restore, bare pg_restore -j2";

  private final Path folder;
  private final int rounds;
  private final Rounds times = new Rounds();

  DatabaseBench(Path folder, int rounds) {
    this.folder = folder;
    this.rounds = rounds;
  }

  void run(int mebibytes) throws Exception {
    try (PostgresCluster source = PostgresCluster.start();
        PostgresCluster target = PostgresCluster.start()) {
      System.out.printf("Filling a database of about %d MiB …%n", mebibytes);
      RealisticDatabase.create(source, DATABASE, mebibytes);
      String size = source.query(DATABASE, "select pg_size_pretty(pg_database_size('bench'))");
      Shell shell = new Shell(folder.resolve("shell"), environment(source, target));
      shell.run(PREPARE);
      OurPath ours =
          new OurPath(
              folder,
              new PostgresqlSourceDriver(reference -> Secret.of(reference.name())),
              settings(source, DATABASE));
      // Unmeasured: a server has run for days before its nightly backup, and its code is compiled.
      ours.backUp();
      for (int round = 1; round <= rounds; round++) {
        System.out.printf("Round %d of %d%n", round, rounds);
        backUp(shell, ours);
        restore(shell, ours, source, target, "ours" + round);
      }
      report(size);
    }
  }

  private void backUp(Shell shell, OurPath ours) throws Exception {
    timed(shell, SEED + " (pg_dump, tar -cz, gpg, gpg --sign)", () -> shell.run(SEED_004));
    timed(shell, "backup, seed 002 (pg_dump -Fc, sha256sum)", () -> shell.run(SEED_002));
    timed(shell, STREAM + ", sha256sum", () -> shell.run(STREAMING));
    timed(shell, OURS + " (two keys, signed, read back)", ours::backUp);
    timed(shell, "backup, pgBackRest full (AES-256, zst 1, 2)", () -> shell.run(PGBACKREST));
    timed(shell, "backup, restic (from pg_dump -Z0)", () -> shell.run(RESTIC));
  }

  private void restore(
      Shell shell, OurPath ours, PostgresCluster source, PostgresCluster target, String name)
      throws Exception {
    String digests = source.digests(DATABASE);
    timed(shell, "restore, seed 004 (gpg, gpg, tar, psql)", () -> shell.run(SEED_004_BACK));
    requireEqual(digests, target, "seed004");
    shell.run("test -f plain.dump || pg_dump $FROM -Fc -Z0 -f plain.dump");
    timed(shell, BARE + " from a plain local -Fc file", () -> shell.run(BARE_BACK));
    requireEqual(digests, target, "bare");
    timed(shell, "restore, gpg | zstd to a file, pg_restore -j2", () -> shell.run(STREAMING_BACK));
    requireEqual(digests, target, "streamed");
    timed(
        shell,
        OURS_BACK + " (verified, decrypted, counted)",
        () -> ours.restore(settings(target, name), "restore-" + name));
    requireEqual(digests, target, name);
  }

  private void timed(Shell shell, String what, Rounds.Work work) throws Exception {
    shell.settle();
    times.time(what, work);
  }

  private void report(String size) {
    times.table(size + ", median of " + rounds, "backup");
    times.table(size + ", median of " + rounds, "restore");
    times.goal("backup", OURS, STREAM, 0.9);
    times.goal("backup", OURS, SEED, 1 / 9.0);
    times.goal("restore", OURS_BACK, BARE, 0.9);
  }

  private static void requireEqual(String digests, PostgresCluster target, String database) {
    if (!digests.equals(target.digests(database))) {
      throw new AssertionError("what was restored differs: " + database);
    }
    target.sql("postgres", "drop database \"" + database + "\" with (force)");
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

  private static Map<String, String> environment(PostgresCluster source, PostgresCluster target) {
    return Map.of(
        "PGPASSWORD",
        PostgresCluster.PASSWORD,
        "FROM",
        "-h 127.0.0.1 -U postgres -d bench -p " + source.port(),
        "TO",
        "-h 127.0.0.1 -U postgres -p " + target.port(),
        "PGDATA",
        source.data().toString(),
        "SOCKET",
        source.data().getParent().toString(),
        "SOURCE_PORT",
        String.valueOf(source.port()));
  }

  private static final String PREPARE =
      """
      restic init -q
      cat > pgbackrest.conf <<END
      [global]
      repo1-path=$PWD/pgbackrest
      repo1-cipher-type=aes-256-cbc
      repo1-cipher-pass=bench
      compress-type=zst
      compress-level=1
      process-max=2
      start-fast=y
      archive-check=n
      log-level-console=error
      log-path=$PWD
      lock-path=$PWD/lock
      spool-path=$PWD
      [bench]
      pg1-path=$PGDATA
      pg1-port=$SOURCE_PORT
      pg1-socket-path=$SOCKET
      pg1-user=postgres
      END
      pgbackrest --config=$PWD/pgbackrest.conf --stanza=bench stanza-create
      """;
  private static final String SEED_004 =
      """
      rm -f dump.sql b.tar.gz b.tar.gz.gpg b.tar.gz.gpg.gpg
      pg_dump $FROM > dump.sql
      tar -czf b.tar.gz dump.sql
      $ENCRYPT b.tar.gz
      gpg --batch --quiet --sign b.tar.gz.gpg
      cp b.tar.gz.gpg.gpg vault/
      """;
  private static final String SEED_002 =
      """
      pg_dump $FROM -Fc --no-owner --no-privileges -f pg.dump
      sha256sum pg.dump > pg.dump.sha256
      """;
  private static final String STREAMING =
      """
      pg_dump $FROM -Fc -Z0 | zstd -q -1 | $ENCRYPT --compress-algo none |
        tee >(sha256sum > vault/stream.sha256) > vault/stream.zst.gpg
      sync vault/stream.zst.gpg
      """;
  private static final String PGBACKREST =
      "pgbackrest --config=$PWD/pgbackrest.conf --stanza=bench --type=full --repo1-retention-full=1 backup";
  private static final String RESTIC =
      """
      rm -rf restic cache && restic init -q
      pg_dump $FROM -Fc -Z0 | restic backup -q --stdin --stdin-filename db.dump
      """;
  private static final String COUNT =
      """
      for t in accounts customers orders documents; do
        psql -XAtq $TO -d $db -c "select count(*) from $t" > /dev/null; done
      """;
  private static final String SEED_004_BACK =
      """
      db=seed004; rm -rf out && mkdir out
      gpg --batch --quiet --yes --output out/b.tar.gz.gpg --decrypt vault/b.tar.gz.gpg.gpg 2>/dev/null
      gpg --batch --quiet --yes --output out/b.tar.gz --decrypt out/b.tar.gz.gpg 2>/dev/null
      tar -xzf out/b.tar.gz -C out
      createdb $TO -T template0 $db
      psql -q -v ON_ERROR_STOP=1 $TO -d $db -f out/dump.sql > /dev/null
      """
          + COUNT;
  private static final String BARE_BACK =
      "db=bare; createdb $TO -T template0 $db; pg_restore -j2 $TO -d $db plain.dump\n" + COUNT;
  private static final String STREAMING_BACK =
      """
      db=streamed; createdb $TO -T template0 $db
      gpg --batch --quiet --decrypt vault/stream.zst.gpg 2>/dev/null | zstd -dq > out.dump
      pg_restore -j2 $TO -d $db out.dump; rm out.dump
      """
          + COUNT;
}
