package io.drillbook.driver.source.sqlite;

import io.drillbook.domain.plan.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Makes and looks at databases with the stock program sqlite3, which is not under test. */
final class SqliteFile {
  private static final String DIGEST =
      """
      pragma application_id; pragma user_version; pragma page_size; pragma encoding;
      pragma auto_vacuum; pragma journal_mode; pragma integrity_check;
      .dump
      select group_concat(rowid) from gaps;
      """;

  /** One of everything; a row that is not there leaves a gap in the row numbers. */
  static final String ZOO =
      """
      pragma page_size = 8192; pragma auto_vacuum = incremental; pragma journal_mode = wal;
      pragma application_id = 4711; pragma user_version = 42;
      create table gaps (v); insert into gaps values (1), (2), (3); delete from gaps where v = 2;
      create table "empty ""table" (a);
      create table "emoji 🚀 'x'" ("col ""ö""\" text collate nocase, primary key ("col ""ö""\"));
      insert into "emoji 🚀 'x'" values ('Ä'), (''), ('a''b');
      create table types (i integer, r real, t text, b blob, n numeric, any);
      insert into types values (9223372036854775807, 1e308, 'line
      feed', x'00ff00', 1.5, null), (-9223372036854775808, -0.0, '', x'', 12, 'x'), (0, 9e999, null, null, '7a', 2);
      create table strict_one (id integer primary key autoincrement, d text not null) strict;
      insert into strict_one (d) values ('a'), ('b');
      create table without_rowid (k text, v, primary key (k, v)) without rowid;
      insert into without_rowid values ('a', 1), ('a', 2);
      create table big (v blob); insert into big values (randomblob(5000000)), (zeroblob(6000000));
      create table parent (id integer primary key, child references child(id) deferrable initially deferred);
      create table child (id integer primary key, parent references parent(id) deferrable initially deferred);
      begin; insert into parent values (1, 1); insert into child values (1, 1); commit;
      create table computed (a int, b int generated always as (a * 2) stored, c as (a + 1));
      insert into computed (a) values (1), (2);
      create view seen as select a, b from computed;
      create index part on computed (a) where a > 1; create index expr on computed (a + b);
      create trigger bump after insert on strict_one begin update types set i = i where r = 1; end;
      create virtual table search using fts5(body); insert into search values ('hello world'), ('find me');
      create virtual table boxes using rtree(id, x0, x1); insert into boxes values (1, 0, 10);
      create table many (id integer primary key, v text);
      with recursive n(x) as (select 1 union all select x + 1 from n where x < 20000)
        insert into many select x, hex(randomblob(20)) from n;
      analyze;
      """;

  private SqliteFile() {}

  static Settings settings(Path path) {
    return new Settings(Map.of("path", path.toString()));
  }

  static void make(Path path, String... sql) {
    List<String> words = new ArrayList<>(List.of("sqlite3", "-bail", path.toString()));
    words.addAll(List.of(sql));
    run(words.toArray(String[]::new));
  }

  /** All that can be told of a database, or the bytes of what is none. */
  static String digest(Path path) {
    if (!Files.exists(path)) {
      return "missing";
    }
    try {
      String text = ask(path, DIGEST.split("\n"));
      return text.contains("file is not a database") ? Files.readString(path) : text;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String ask(Path path, String... lines) {
    List<String> words = new ArrayList<>(List.of("sqlite3", path.toString()));
    words.addAll(List.of(lines));
    return output(words.toArray(String[]::new)).text();
  }

  static String run(String... words) {
    Output output = output(words);
    if (output.exit() != 0) {
      throw new IllegalStateException(output.text());
    }
    return output.text();
  }

  private record Output(int exit, String text) {}

  private static Output output(String... words) {
    try {
      ProcessBuilder builder = new ProcessBuilder(words).redirectErrorStream(true);
      builder.environment().put("LC_ALL", "C.UTF-8");
      Process process = builder.start();
      process.getOutputStream().close();
      String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return new Output(process.waitFor(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
