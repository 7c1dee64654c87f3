package io.drillbook.assembly;

import io.drillbook.config.DriverKinds;
import io.drillbook.domain.plan.Setting;
import io.drillbook.driver.check.command.CommandCheckDriver;
import io.drillbook.driver.check.http.HttpCheckDriver;
import io.drillbook.driver.check.sql.SqlCheckDriver;
import io.drillbook.driver.cutover.command.CommandCutoverDriver;
import io.drillbook.driver.cutover.dns.DnsCutoverDriver;
import io.drillbook.driver.cutover.haproxy.HaproxyCutoverDriver;
import io.drillbook.driver.cutover.http.HttpCutoverDriver;
import io.drillbook.driver.cutover.manual.ManualCutoverDriver;
import io.drillbook.driver.cutover.purge.PurgeCutoverDriver;
import io.drillbook.driver.fence.command.CommandFenceDriver;
import io.drillbook.driver.fence.haproxy.HaproxyFenceDriver;
import io.drillbook.driver.fence.postgresql.PostgresqlFenceDriver;
import io.drillbook.driver.source.awssecrets.AwsSecretsSourceDriver;
import io.drillbook.driver.source.command.CommandSourceDriver;
import io.drillbook.driver.source.directory.DirectorySourceDriver;
import io.drillbook.driver.source.files.FilesSourceDriver;
import io.drillbook.driver.source.git.GitSourceDriver;
import io.drillbook.driver.source.mongodb.MongodbSourceDriver;
import io.drillbook.driver.source.mysql.MysqlSourceDriver;
import io.drillbook.driver.source.pass.PassSourceDriver;
import io.drillbook.driver.source.pgphysical.PgPhysicalSourceDriver;
import io.drillbook.driver.source.postgresql.PostgresqlSourceDriver;
import io.drillbook.driver.source.rds.RdsSnapshotSourceDriver;
import io.drillbook.driver.source.s3bucket.S3BucketSourceDriver;
import io.drillbook.driver.source.sanity.SanitySourceDriver;
import io.drillbook.driver.source.sops.SopsSourceDriver;
import io.drillbook.driver.source.sqlite.SqliteSourceDriver;
import io.drillbook.driver.source.vaultkv.VaultKvSourceDriver;
import io.drillbook.driver.vault.directory.DirectoryVaultDriver;
import io.drillbook.driver.vault.s3.S3VaultDriver;
import io.drillbook.driver.vault.sftp.SftpVaultDriver;
import io.drillbook.spi.check.CheckDriver;
import io.drillbook.spi.cutover.CutoverDriver;
import io.drillbook.spi.cutover.FenceDriver;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.secret.SecretsByScheme;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.spi.vault.VaultDriver;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Every kind of driver there is. A new kind is one package, one test and one line here.
 *
 * @param sources kinds of sources
 * @param vaults kinds of vaults
 * @param checks kinds of checks
 * @param cutovers kinds of cutover steps
 * @param fences kinds of fences
 */
public record Drivers(
    List<SourceDriver> sources,
    List<VaultDriver> vaults,
    List<CheckDriver> checks,
    List<CutoverDriver> cutovers,
    List<FenceDriver> fences) {

  /**
   * All drivers.
   *
   * @param folder the configuration folder, where commands run
   */
  public static Drivers all(Secrets secrets, Path folder) {
    return new Drivers(
        List.of(
            new PostgresqlSourceDriver(secrets),
            new PgPhysicalSourceDriver(secrets),
            new MongodbSourceDriver(secrets),
            new MysqlSourceDriver(secrets),
            new SanitySourceDriver(secrets, Clock.systemUTC()),
            new SqliteSourceDriver(Clock.systemUTC()),
            new DirectorySourceDriver(Clock.systemUTC()),
            new GitSourceDriver(secrets, Clock.systemUTC()),
            new CommandSourceDriver(secrets, folder, Clock.systemUTC()),
            new FilesSourceDriver(folder, Clock.systemUTC()),
            new PassSourceDriver(Clock.systemUTC()),
            new SopsSourceDriver(Clock.systemUTC()),
            new VaultKvSourceDriver(secrets, Clock.systemUTC()),
            new AwsSecretsSourceDriver(secrets, Clock.systemUTC()),
            new RdsSnapshotSourceDriver(secrets, Clock.systemUTC()),
            new S3BucketSourceDriver(secrets, Clock.systemUTC())),
        List.of(
            new DirectoryVaultDriver(),
            new S3VaultDriver(secrets, Clock.systemUTC()),
            new SftpVaultDriver(secrets, Clock.systemUTC())),
        List.of(
            new SqlCheckDriver(secrets),
            new HttpCheckDriver(),
            new CommandCheckDriver(secrets, folder)),
        List.of(
            new HaproxyCutoverDriver(),
            new DnsCutoverDriver(secrets),
            new HttpCutoverDriver(secrets),
            new CommandCutoverDriver(secrets, folder),
            new PurgeCutoverDriver(secrets),
            new ManualCutoverDriver()),
        List.of(
            new PostgresqlFenceDriver(secrets),
            new HaproxyFenceDriver(),
            new CommandFenceDriver(folder)));
  }

  /** What the plans of a configuration folder may name; looks no secret up. */
  public static DriverKinds known(Path folder) {
    return all(new SecretsByScheme(Map.of()), folder).kinds();
  }

  /** What plans may name. */
  public DriverKinds kinds() {
    return new DriverKinds(
        settings(sources, SourceDriver::kind, SourceDriver::settings),
        settings(vaults, VaultDriver::kind, VaultDriver::settings),
        settings(checks, CheckDriver::kind, CheckDriver::settings),
        settings(cutovers, CutoverDriver::kind, CutoverDriver::settings),
        settings(fences, FenceDriver::kind, FenceDriver::settings));
  }

  private static <D> Map<String, List<Setting>> settings(
      List<D> drivers, Function<D, String> kind, Function<D, List<Setting>> settings) {
    return drivers.stream().collect(Collectors.toMap(kind, settings));
  }
}
