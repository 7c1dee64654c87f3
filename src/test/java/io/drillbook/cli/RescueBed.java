package io.drillbook.cli;

import io.drillbook.domain.plan.ProtectionPlan.SourcePlan;
import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.system.KeyFile;
import io.drillbook.pipeline.KeyRing;
import io.drillbook.pipeline.OpenPgpKeys;
import io.drillbook.pipeline.TestKeys;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.vault.Vault;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.TestBed;
import io.drillbook.usecase.RealPoint;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A shop of two databases that was backed up and then lost: what is left are a vault, the signer's
 * public key and the private key of ops, which has a passphrase.
 */
final class RescueBed {
  static final String PASSPHRASE = "long ago";
  private static final Secrets SECRETS =
      reference ->
          Secret.of(reference.name().equals("ops") ? PASSPHRASE : PostgresCluster.PASSWORD);

  private final Path folder;
  private final KeyRing keys;

  /** Makes the keys, in this folder. */
  RescueBed(Path folder) {
    this.folder = folder;
    Clock clock = Clock.systemUTC();
    for (String name : List.of("ops", "escrow", "signer", "stranger")) {
      char[] passphrase = name.equals("ops") ? PASSPHRASE.toCharArray() : new char[0];
      TestKeys.write(folder, name, OpenPgpKeys.generate(name + "@example.com", passphrase, clock));
    }
    KeyFile signer = TestKeys.file(folder, "signer");
    this.keys =
        KeyRing.open(
            List.of(
                TestKeys.publicOnly(folder, "ops"), TestKeys.publicOnly(folder, "escrow"), signer),
            SECRETS,
            clock);
  }

  /** Makes both databases; the cart's plan says that it waits for the shop's. */
  static void fill(String shop, String cart) {
    TestBed.production().sql("postgres", "create database " + shop, "create database " + cart);
    TestBed.production()
        .sql(shop, "create table orders as select n as id from generate_series(1, 500) n");
    TestBed.production().sql(cart, "create table items as select n from generate_series(1, 7) n");
  }

  /** Takes a recovery point of both databases into the vault. */
  void backUp(Vault vault, String shop, String cart) {
    Map<String, SourcePlan> sources = new LinkedHashMap<>();
    sources.put("cart", source("cart", cart, Set.of("db")));
    sources.put("db", source("db", shop, Set.of()));
    RealPoint.take(folder, keys, SECRETS, vault, sources);
  }

  private static SourcePlan source(String name, String database, Set<String> after) {
    Settings settings =
        new Settings(
            Map.of(
                "url",
                TestBed.production().url(database),
                "username",
                PostgresCluster.SUPERUSER,
                "password",
                new SecretReference("test", "database")));
    return new SourcePlan(name, "postgresql", settings, Optional.empty(), after);
  }
}
