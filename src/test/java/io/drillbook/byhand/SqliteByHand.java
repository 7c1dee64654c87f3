package io.drillbook.byhand;

import io.drillbook.domain.plan.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.springframework.util.FileSystemUtils;

/** A database in WAL mode, restored where a stale log of an earlier one is left. */
final class SqliteByHand implements ByHandSource {
  private final Path home;

  SqliteByHand() {
    try {
      home = Files.createTempDirectory("by-hand");
      sqlite(
          home.resolve("shop.db"),
          "pragma journal_mode = wal; create table orders (id integer primary key, item text);"
              + " with recursive n(x) as (select 1 union all select x + 1 from n where x < 2000)"
              + " insert into orders select x, 'item ' || x from n;");
      Files.writeString(home.resolve("back.db-wal"), "of an earlier one");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String kind() {
    return "sqlite";
  }

  @Override
  public Settings source() {
    return new Settings(Map.of("path", home.resolve("shop.db").toString()));
  }

  @Override
  public Map<String, String> exports() {
    return Map.of("TARGET", home.resolve("back.db").toString());
  }

  @Override
  public String before() {
    return sqlite(home.resolve("shop.db"), ".dump");
  }

  @Override
  public String after(Path work) {
    return sqlite(home.resolve("back.db"), ".dump");
  }

  private static String sqlite(Path database, String sql) {
    try {
      Process process =
          new ProcessBuilder("sqlite3", "-bail", database.toString(), sql)
              .redirectErrorStream(true)
              .start();
      process.getOutputStream().close();
      String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(said);
      }
      return said;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    try {
      FileSystemUtils.deleteRecursively(home);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
