package io.drillbook.driver.source.postgresql;

import io.drillbook.spi.postgresql.Server;
import io.drillbook.testbed.PostgresCluster;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assertions;

/** The database of awkward.sql: whatever a dump may lose, with names that break naive quoting. */
final class AwkwardDatabase {
  static final String NAME = "awkward 🦉 \"db\"";

  private static final String SEQUENCES =
      """
      select format('select %L || last_value || is_called from %s', oid::regclass::text || ' ',
        oid::regclass) from pg_class where relkind = 'S' order by oid::regclass::text collate "C"
      """;
  private static final String TABLES =
      """
      select format('select %L || %L || count(*) || '' '' || coalesce(md5(string_agg(md5(t::text),'
        || ''''' order by t::text collate "C")), ''-'') from %s %s t', oid::regclass::text, ' ',
        case when relkind = 'p' then '' else 'only' end, oid::regclass)
      from pg_class where (relkind = 'r' and relname not like 'hashed_mood__'
          or relkind = 'm' and relispopulated or relname = 'hashed_mood')
        and relnamespace::regnamespace::text not in ('pg_catalog', 'pg_toast', 'information_schema')
      order by oid::regclass::text collate "C"
      """;
  private static final String OTHERS =
      """
      select 'large object ' || oid || md5(lo_get(oid)) || lomowner::regrole
        || coalesce(lomacl::text, '') || coalesce(obj_description(oid, 'pg_largeobject'), '')
      from pg_largeobject_metadata
      union all select 'filled ' || oid::regclass || relispopulated from pg_class where relkind = 'm'
      union all select 'mapping ' || srvname || usename || coalesce((select string_agg(o, ' ' order by o) from unnest(umoptions) o), '')
      from pg_user_mappings
      order by 1
      """;

  private AwkwardDatabase() {}

  static void create(PostgresCluster cluster) {
    psql(cluster, "postgres", "awkward-roles.sql");
    psql(cluster, NAME, "awkward.sql");
  }

  private static void psql(PostgresCluster cluster, String database, String script) {
    run(
        cluster,
        "psql",
        "-Xq",
        "-v",
        "ON_ERROR_STOP=1",
        "--output=/dev/null",
        "--dbname=" + Server.conninfo(database),
        "--file=src/test/resources/postgresql/" + script);
  }

  /** The whole catalog, as pg_dump tells it, but for the comment that marks a restored database. */
  static List<String> catalog(PostgresCluster cluster, String database) {
    String text =
        run(
            cluster,
            "pg_dump",
            "--schema-only",
            "--create",
            "--dbname=" + Server.conninfo(database));
    return lines(text).stream().filter(line -> !line.startsWith("COMMENT ON DATABASE")).toList();
  }

  /** Tables, keys and indexes as pg_dump tells them, without the database's own name. */
  static List<String> definitions(PostgresCluster cluster, String database) {
    return lines(run(cluster, "pg_dump", "--schema-only", "--dbname=" + Server.conninfo(database)));
  }

  /** What pg_dump says of owners and rights, sorted. */
  static List<String> grants(PostgresCluster cluster, String database) {
    return catalog(cluster, database).stream()
        .filter(line -> line.matches(".*(OWNER TO|GRANT|REVOKE|MAPPING FOR|IN DATABASE).*"))
        .filter(line -> !line.startsWith("--"))
        .sorted()
        .toList();
  }

  /** Roles, their passwords, memberships (not who granted them) and settings. */
  static List<String> roles(PostgresCluster cluster) {
    return lines(run(cluster, "pg_dumpall", "--globals-only")).stream()
        .map(line -> line.replaceAll(" GRANTED BY .*;", ";"))
        .filter(line -> line.contains("awk"))
        .toList();
  }

  /** Every row of every table and large object, and what stands in no dump of the definitions. */
  static List<String> rows(PostgresCluster cluster, String database) {
    try (Connection connection = cluster.connect(database);
        Statement statement = connection.createStatement()) {
      statement.execute("set search_path = ''");
      statement.execute("set extra_float_digits = 3");
      List<String> found = new ArrayList<>(column(statement, OTHERS));
      for (String ask : column(statement, TABLES)) {
        found.addAll(column(statement, ask));
      }
      for (String ask : column(statement, SEQUENCES)) {
        found.addAll(column(statement, ask));
      }
      return found;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<String> column(Statement statement, String sql) throws SQLException {
    List<String> found = new ArrayList<>();
    try (ResultSet answer = statement.executeQuery(sql)) {
      while (answer.next()) {
        found.add(answer.getString(1));
      }
    }
    return found;
  }

  /** Without the random word of psql's restricted mode. */
  private static List<String> lines(String text) {
    return text.lines()
        .filter(line -> !line.matches("\\\\(un)?restrict .*|-- (Started|Completed) on .*"))
        .collect(Collectors.toList());
  }

  static String run(PostgresCluster cluster, String program, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(PostgresCluster.programs().resolve(program).toString());
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    Map<String, String> login =
        new TreeMap<>(
            Map.of(
                "PGHOST", PostgresCluster.HOST,
                "PGPORT", String.valueOf(cluster.port()),
                "PGUSER", PostgresCluster.SUPERUSER,
                "PGPASSWORD", PostgresCluster.PASSWORD,
                "PGCLIENTENCODING", "UTF8"));
    builder.environment().putAll(login);
    try {
      File errors = File.createTempFile("drillbook-test", ".log");
      try {
        Process process = builder.redirectError(errors).start();
        process.getOutputStream().close();
        byte[] said = process.getInputStream().readAllBytes();
        Assertions.assertEquals(0, process.waitFor(), () -> program + ": " + read(errors));
        return new String(said, StandardCharsets.UTF_8);
      } finally {
        if (!errors.delete()) {
          errors.deleteOnExit();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String read(File file) {
    try {
      return java.nio.file.Files.readString(file.toPath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
