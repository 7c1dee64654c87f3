package io.drillbook.driver.source.postgresql;

import static io.drillbook.driver.source.postgresql.PostgresqlSourceDriverIT.SECRETS;
import static io.drillbook.driver.source.postgresql.PostgresqlSourceDriverIT.settings;
import static org.assertj.core.api.Assertions.assertThat;

import io.drillbook.domain.plan.Settings;
import io.drillbook.domain.point.Member;
import io.drillbook.domain.point.SourceCapture;
import io.drillbook.driver.source.TestStep;
import io.drillbook.spi.source.MemberReader;
import io.drillbook.spi.source.MemberSink;
import io.drillbook.testbed.PostgresCluster;
import io.drillbook.testbed.TestBed;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table of very many narrow rows: nothing may be kept in memory for each of them. */
class PostgresqlManyRowsIT {
  private static final String DIGEST =
      "select count(*) || ' ' || sum(hashtextextended(t::text, 7)::numeric) from narrow t";

  @TempDir Path folder;

  @Test
  void aTableOf200ThousandRowsComesBack() {
    comesBack(200_000);
  }

  @Test
  @Tag("long")
  void aTableOf50MillionRowsComesBack() {
    comesBack(50_000_000);
  }

  private void comesBack(long rows) {
    PostgresCluster home = TestBed.production();
    String database = "narrow_" + rows;
    home.sql("postgres", "create database " + database);
    home.sql(
        database,
        "create unlogged table narrow (id int not null, n smallint)",
        "insert into narrow select i, nullif(i % 30000, 7) from generate_series(1, " + rows + ") i",
        "alter table narrow add primary key (id)");
    String expected = home.query(database, DIGEST);
    PostgresqlSourceDriver driver = new PostgresqlSourceDriver(SECRETS);
    FileMembers members = new FileMembers(folder);
    Settings source = settings(home, database);
    long began = System.nanoTime();
    SourceCapture capture = driver.capture("db", source, members, TestStep.of("backup-" + rows, 1));
    long captured = System.nanoTime();
    driver.restore(
        capture,
        members.members(),
        members,
        settings(TestBed.standby(), database),
        source,
        TestStep.of("restore-" + rows, 1));
    long restored = System.nanoTime();
    System.out.printf(
        "%,d rows: captured and counted in %.1f s (%,d MB), restored, counted and analyzed in %.1f"
            + " s%n",
        rows,
        (captured - began) / 1e9,
        members.members().stream().mapToLong(Member::contentBytes).sum() / 1_000_000,
        (restored - captured) / 1e9);
    assertThat(capture.contents()).isEqualTo(Map.of("public.narrow", rows));
    assertThat(TestBed.standby().query(database, DIGEST)).isEqualTo(expected);
    home.sql("postgres", "drop database " + database);
    TestBed.standby().sql("postgres", "drop database " + database);
  }

  /** Members in files: so many rows are too many for memory. */
  private record FileMembers(Path folder, Map<String, String> formats)
      implements MemberSink, MemberReader {
    FileMembers(Path folder) {
      this(folder, new ConcurrentHashMap<>());
    }

    @Override
    public OutputStream open(String part, String format) {
      String file = "db" + (part.isEmpty() ? "" : "." + part) + "." + format;
      formats.put(file, format);
      try {
        return Files.newOutputStream(folder.resolve(file));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public InputStream open(Member member) {
      try {
        return new BufferedInputStream(Files.newInputStream(folder.resolve(member.file())));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    List<Member> members() {
      return formats.entrySet().stream()
          .map(
              entry -> {
                long bytes = folder.resolve(entry.getKey()).toFile().length();
                return new Member("db", entry.getKey(), entry.getValue(), 0, "x", bytes, "");
              })
          .toList();
    }
  }
}
