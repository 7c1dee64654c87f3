package io.drillbook.driver.source.pgphysical;

import io.drillbook.domain.plan.SecretReference;
import io.drillbook.domain.plan.Settings;
import io.drillbook.driver.source.SourceDriverContract;
import io.drillbook.spi.secret.Secret;
import io.drillbook.spi.secret.Secrets;
import io.drillbook.spi.source.SourceDriver;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.TestBed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** The contract with real servers. */
class PgPhysicalSourceDriverIT extends SourceDriverContract {
  static final Secrets SECRETS = reference -> Secret.of(reference.name());
  private static final String DATABASE = "whole";
  private static final Targets TARGETS = new Targets();

  @BeforeAll
  static void fill() {
    PostgresCluster production = TestBed.production();
    production.sql("postgres", "create database " + DATABASE);
    production.sql(
        DATABASE,
        "create table orders (id int primary key, item text not null)",
        "insert into orders select n, 'item ' || n from generate_series(1, 5000) n");
  }

  @AfterAll
  static void end() {
    TARGETS.close();
  }

  @Override
  protected SourceDriver driver() {
    return new PgPhysicalSourceDriver(SECRETS);
  }

  /** As a target it stands for production itself. */
  @Override
  protected Settings source() {
    Settings source = Targets.source(TestBed.production(), DATABASE);
    Settings folder = with(source, "data-directory", TestBed.production().data().toString());
    return with(folder, "port", (long) TestBed.production().port());
  }

  @Override
  protected Settings newTarget() {
    return TARGETS.next();
  }

  @Override
  protected String digest(Settings place) {
    int port = (int) place.number("port", 0);
    if (!OwnServer.isRunning(Targets.data(place))) {
      return files(Targets.data(place));
    }
    String url = "jdbc:postgresql://127.0.0.1:" + port + "/" + DATABASE;
    try (Connection connection =
            DriverManager.getConnection(url, PostgresCluster.SUPERUSER, PostgresCluster.PASSWORD);
        Statement statement = connection.createStatement();
        ResultSet row =
            statement.executeQuery(
                "select count(*) || md5(string_agg(o::text, ',' order by id)) from orders o")) {
      row.next();
      return row.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(Path::toString).sorted().collect(Collectors.joining("\n"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected void occupy(Settings target) {
    try {
      Files.createDirectory(Targets.data(target));
      Files.writeString(Targets.data(target).resolve("precious"), "somebody's");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  protected boolean isGone(Settings target) {
    return files(Targets.data(target).getParent()).isEmpty();
  }

  @Override
  protected Settings withWrongCredentials(Settings place) {
    return with(place, "password", new SecretReference("test", "not-the-password"));
  }

  @Override
  protected Settings unreachable(Settings place) {
    Settings nowhere = with(place, "url", "postgresql://127.0.0.1:1/nowhere");
    return with(nowhere, "data-directory", TARGETS.folder().resolve("missing/data").toString());
  }

  @Override
  protected Settings byAnotherAddress(Settings source) {
    return with(
        with(source, "url", source.text("url").replace("127.0.0.1", "localhost")), "port", 1L);
  }
}
