package io.drillbook.store;

import io.drillbook.domain.evidence.Anchor;
import io.drillbook.domain.evidence.Anchor.Head;
import io.drillbook.spi.store.AnchorStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Anchors, in the database. */
public final class JdbcAnchorStore implements AnchorStore {
  /**
   * A head is anchored only where it is that of the line which it names. The installation's own
   * record has no run: it never ends, and began with its first line.
   */
  private static final String HEAD =
      """
      join record_entry f on f.run_id = h.run_id and f.line = 1
      join record_entry l on l.run_id = h.run_id and l.line = h.line and l.hash = h.hash
      left join anchored_head a on a.run_id = h.run_id
      left join record_entry e on e.run_id = a.run_id and e.line = a.line
      """;

  private static final String GREW = "(a.run_id is null or (h.line > a.line and e.hash = a.hash))";

  private static final String WRITTEN =
      "select distinct run_id from record_entry where sequence_no > ? order by run_id";

  /** By their names: in one question with the one above, H2 begins with all records there are. */
  private static final String GROWN =
      "select h.run_id, h.line, h.hash, coalesce(r.system, '') as system,"
          + " coalesce(r.started_at, f.happened_at) as started_at, r.ended_at"
          + " from record_head h "
          + HEAD
          + " left join run r on r.id = h.run_id where h.run_id in (:runs) and "
          + GREW
          + " order by h.run_id";

  private static final String ENDED_INCIDENTS =
      "select count(*) from run r join record_head h on h.run_id = r.id "
          + HEAD
          + " where r.kind = 'INCIDENT' and r.ended_at >= ? and "
          + GREW;

  private static final String CHANGED =
      """
      select run_id, line, system from (
        select a.run_id, a.line, r.system from anchored_head a
        left join run r on r.id = a.run_id
        left join record_entry e on e.run_id = a.run_id and e.line = a.line
        where e.hash is null or e.hash <> a.hash
        union
        select h.run_id, h.line, r.system from record_head h
        left join run r on r.id = h.run_id
        left join record_entry e on e.run_id = h.run_id and e.line = h.line
        where h.line > 0 and (e.hash is null or e.hash <> h.hash)) found
      order by run_id, line fetch first ? rows only""";

  private static final int AT_ONCE = 500;

  private final JdbcClient jdbc;
  private final JdbcTemplate batches;
  private final Transactions transactions;

  /** Anchors in the database that the transaction manager looks after. */
  public JdbcAnchorStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.batches = new JdbcTemplate(dataSource);
    this.transactions = new Transactions(transactions);
  }

  @Override
  public Optional<Made> newest() {
    return jdbc.sql("select * from anchor order by anchor_no desc fetch first 1 rows only")
        .query(
            (row, index) ->
                new Made(
                    row.getString("chain"),
                    row.getLong("anchor_no"),
                    Columns.instant(row, "made_at"),
                    row.getString("sha256")))
        .optional();
  }

  @Override
  public Grown grown(int limit) {
    long before = readTo();
    long old = lastOldLine();
    List<String> runs = jdbc.sql(WRITTEN).param(before).query(String.class).list();
    List<Head> heads = new ArrayList<>();
    for (int at = 0; at < runs.size() && heads.size() < limit; at += AT_ONCE) {
      List<String> some = runs.subList(at, Math.min(at + AT_ONCE, runs.size()));
      heads.addAll(jdbc.sql(GROWN).param("runs", some).query((row, index) -> head(row)).list());
    }
    return heads.size() < limit
        ? new Grown(heads, Math.max(before, old))
        : new Grown(heads.subList(0, limit), before);
  }

  private long readTo() {
    return jdbc.sql(
            "select coalesce(read_to, 0) from anchor order by anchor_no desc fetch first 1 rows only")
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  /** Behind it lines with a lower number may still be committed. */
  private long lastOldLine() {
    return jdbc.sql(
            "select sequence_no from record_entry where not "
                + LateLines.young("record_entry")
                + " order by sequence_no desc fetch first 1 rows only")
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  private static Head head(ResultSet row) throws SQLException {
    Optional<Instant> ended = Columns.optionalInstant(row, "ended_at");
    return new Head(
        row.getString("run_id"),
        row.getString("system"),
        Columns.instant(row, "started_at"),
        ended.isPresent(),
        ended,
        row.getLong("line"),
        row.getString("hash"));
  }

  @Override
  public List<Changed> changed(int limit) {
    return jdbc.sql(CHANGED)
        .param(limit)
        .query(
            (row, index) ->
                new Changed(
                    row.getString("run_id"),
                    Optional.ofNullable(row.getString("system")).orElse(""),
                    row.getLong("line")))
        .list();
  }

  @Override
  public boolean hasEndedIncident(Instant since) {
    return jdbc.sql(ENDED_INCIDENTS).param(Columns.utc(since)).query(Long.class).single() > 0;
  }

  @Override
  public boolean add(
      Anchor anchor, long readTo, String sha256, Document document, List<String> vaults) {
    return transactions.joined(
        () -> {
          if (!transactions.inserted(() -> insert(anchor, readTo, sha256, document))) {
            return false;
          }
          for (String vault : vaults) {
            jdbc.sql("insert into anchor_copy (anchor_no, vault) values (?, ?)")
                .params(anchor.number(), vault)
                .update();
          }
          keep(anchor.heads(), anchor.number());
          return true;
        });
  }

  private void insert(Anchor anchor, long readTo, String sha256, Document document) {
    jdbc.sql(
            """
            insert into anchor (anchor_no, chain, made_at, object_key, read_to, sha256, document,
              signature)
            values (?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(anchor.number(), anchor.chain(), Columns.utc(anchor.madeAt()), document.key())
        .params(readTo, sha256, document.text(), document.signature())
        .update();
  }

  /** Many at once: one by one, the first anchor of a large installation would take minutes. */
  private void keep(List<Head> heads, long number) {
    List<Object[]> values =
        heads.stream().map(it -> new Object[] {it.line(), it.hash(), number, it.run()}).toList();
    int[] updated =
        batches.batchUpdate(
            "update anchored_head set line = ?, hash = ?, anchor_no = ? where run_id = ?", values);
    List<Object[]> missing =
        IntStream.range(0, updated.length)
            .filter(i -> updated[i] == 0)
            .mapToObj(values::get)
            .toList();
    batches.batchUpdate(
        "insert into anchored_head (line, hash, anchor_no, run_id) values (?, ?, ?, ?)", missing);
  }

  @Override
  public List<Document> pending(String vault, int limit) {
    return jdbc.sql(
            """
            select a.* from anchor a join anchor_copy c on c.anchor_no = a.anchor_no
            where c.vault = ? and c.stored_at is null and c.refused_at is null
            order by a.anchor_no fetch first ? rows only""")
        .params(vault, limit)
        .query((row, index) -> document(row))
        .list();
  }

  @Override
  public List<Document> refused(String vault, int limit) {
    return jdbc.sql(
            """
            select a.* from anchor a join anchor_copy c on c.anchor_no = a.anchor_no
            where c.vault = ? and c.stored_at is null and c.refused_at is not null
            order by c.refused_at, a.anchor_no fetch first ? rows only""")
        .params(vault, limit)
        .query((row, index) -> document(row))
        .list();
  }

  @Override
  public void refused(long number, String vault, Instant at) {
    jdbc.sql("update anchor_copy set refused_at = ? where anchor_no = ? and vault = ?")
        .params(Columns.utc(at), number, vault)
        .update();
  }

  private static Document document(ResultSet row) throws SQLException {
    return new Document(
        row.getLong("anchor_no"),
        row.getString("object_key"),
        Columns.instant(row, "made_at"),
        row.getString("document"),
        row.getString("signature"));
  }

  @Override
  public void stored(long number, String vault, Instant at) {
    jdbc.sql("update anchor_copy set stored_at = ? where anchor_no = ? and vault = ?")
        .params(Columns.utc(at), number, vault)
        .update();
  }

  @Override
  public Optional<Instant> newestIn(String vault) {
    return jdbc.sql(
            """
            select a.made_at from anchor a join anchor_copy c on c.anchor_no = a.anchor_no
            where c.vault = ? and c.stored_at is not null
            order by a.anchor_no desc fetch first 1 rows only""")
        .param(vault)
        .query((row, index) -> Columns.instant(row, "made_at"))
        .optional();
  }
}
