package io.drillbook.usecase.log;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.source.pgphysical.PgPhysicalSourceDriver;
import io.drillbook.driver.vault.directory.DirectoryVaultDriver;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.StoredLog;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.log.LogSink;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.vault.Vault;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.usecase.Bench;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Receives the log in a process of its own, which the test kills. */
final class ReceiverProcess {
  private ReceiverProcess() {}

  /** Folder of the bench, and the server's address. */
  public static void main(String[] arguments) {
    Path folder = Path.of(arguments[0]);
    KeyRing keys =
        KeyRing.open(
            List.of(
                TestKeys.file(folder, "ops"),
                TestKeys.publicOnly(folder, "escrow"),
                TestKeys.file(folder, "signer")),
            TestKeys.SECRETS,
            Clock.systemUTC());
    Vault vault =
        new DirectoryVaultDriver()
            .open("primary", new Settings(Map.of("path", folder.resolve("primary").toString())));
    StoredLog log = new StoredLog(vault, "shop", "db");
    LogPlaces places =
        new LogPlaces(List.of(log), Bench.plan(List.of("primary"), List.of("primary")).backup());
    LogBed.Told told = new LogBed.Told();
    LogSink ships =
        new ShipPieces(
            places, keys, Clock.systemUTC(), told, new java.util.concurrent.locks.ReentrantLock());
    LogSink sink =
        new LogSink() {
          @Override
          public void take(String series, String name, Instant closedAt, Content content) {
            ships.take(series, name, closedAt, content);
          }

          @Override
          public List<String> kept(String series) {
            return LogSinkOverVault.newest(log, series);
          }
        };
    Settings settings =
        new Settings(
            Map.of(
                "url",
                arguments[1],
                "username",
                PostgresCluster.SUPERUSER,
                "password",
                new SecretReference("environment", "PASSWORD")));
    new PgPhysicalSourceDriver(reference -> Secret.of(PostgresCluster.PASSWORD))
        .log()
        .orElseThrow()
        .receive(LogBed.SLOT, settings, folder.resolve("spool"), sink, new Bench.Step());
  }
}
