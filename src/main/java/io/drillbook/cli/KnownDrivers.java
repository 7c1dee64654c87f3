package io.drillbook.cli;

import io.drillbook.config.DriverKinds;
import io.drillbook.driver.check.command.CommandCheckDriver;
import io.drillbook.driver.check.http.HttpCheckDriver;
import io.drillbook.driver.check.sql.SqlCheckDriver;
import io.drillbook.driver.cutover.haproxy.HaproxyCutoverDriver;
import io.drillbook.driver.secret.environment.EnvironmentSecrets;
import io.drillbook.driver.source.postgresql.PostgresqlSourceDriver;
import io.drillbook.driver.vault.directory.DirectoryVaultDriver;
import io.drillbook.spi.secret.Secrets;
import java.nio.file.Path;
import java.util.List;

/** Every driver there is, for checks that run without a server. */
final class KnownDrivers {
  private KnownDrivers() {}

  /** What plans may use. */
  static DriverKinds kinds() {
    Secrets secrets = new EnvironmentSecrets();
    return DriverKinds.of(
        List.of(new PostgresqlSourceDriver(secrets)),
        List.of(new DirectoryVaultDriver()),
        List.of(
            new SqlCheckDriver(secrets),
            new HttpCheckDriver(),
            new CommandCheckDriver(secrets, Path.of("."))),
        List.of(new HaproxyCutoverDriver()));
  }
}
