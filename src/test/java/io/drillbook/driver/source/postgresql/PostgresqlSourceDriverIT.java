package io.drillbook.driver.source.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.source.SourceDriverContract;
import io.drillbook.spi.postgresql.Address;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.TestBed;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;

/** The contract with real servers; what is special to PostgreSQL stands in the tests beside. */
class PostgresqlSourceDriverIT extends SourceDriverContract {
  private static final AtomicInteger TARGETS = new AtomicInteger();
  static final Secrets SECRETS = reference -> Secret.of(reference.name());
  private static final String ZOO = "contract_zoo";

  @BeforeAll
  static void fill() {
    Zoo.create(TestBed.production(), ZOO);
  }

  static Settings settings(PostgresCluster cluster, String database) {
    return settings(cluster.url(database), PostgresCluster.SUPERUSER, PostgresCluster.PASSWORD);
  }

  static Settings settings(String url, String username, String password) {
    return new Settings(
        Map.of(
            "url", url,
            "username", username,
            "password", new SecretReference("test", password)));
  }

  static String databaseOf(Settings settings) {
    return Address.parse(settings.text("url")).database();
  }

  @Override
  protected SourceDriver driver() {
    return new PostgresqlSourceDriver(SECRETS);
  }

  @Override
  protected Settings source() {
    return settings(TestBed.production(), ZOO);
  }

  @Override
  protected Settings newTarget() {
    return settings(TestBed.standby(), "contract_" + TARGETS.incrementAndGet());
  }

  @Override
  protected String digest(Settings place) {
    return clusterOf(place).digests(databaseOf(place));
  }

  @Override
  protected void occupy(Settings target) {
    TestBed.standby().sql("postgres", "create database " + databaseOf(target));
    TestBed.standby().sql(databaseOf(target), "create table precious as select 1 as value");
  }

  @Override
  protected boolean isGone(Settings target) {
    return TestBed.standby()
        .query(
            "postgres",
            "select datname from pg_database where datname = '"
                + databaseOf(target)
                + "' or datname like 'drb\\_%'")
        .isEmpty();
  }

  @Override
  protected Settings withWrongCredentials(Settings place) {
    return with(place, "password", new SecretReference("test", "not-the-password"));
  }

  @Override
  protected Settings unreachable(Settings place) {
    return with(place, "url", "postgresql://127.0.0.1:1/nowhere");
  }

  @Override
  protected Settings byAnotherAddress(Settings source) {
    return with(source, "url", source.text("url").replace("127.0.0.1", "localhost"));
  }

  private static PostgresCluster clusterOf(Settings place) {
    int port = Address.parse(place.text("url")).port();
    return port == TestBed.production().port() ? TestBed.production() : TestBed.standby();
  }

  static void assertEqualZoos(String source, String target) {
    assertThat(TestBed.standby().digests(target)).isEqualTo(TestBed.production().digests(source));
    assertThat(Zoo.definitions(TestBed.standby(), target))
        .isEqualTo(Zoo.definitions(TestBed.production(), source));
    assertThat(Zoo.roles(TestBed.standby(), source))
        .isEqualTo(Zoo.roles(TestBed.production(), source));
  }
}
