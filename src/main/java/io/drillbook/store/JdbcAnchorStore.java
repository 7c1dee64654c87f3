package io.drillbook.store;

import io.drillbook.domain.evidence.Anchor;
import io.drillbook.domain.evidence.Anchor.Head;
import io.drillbook.spi.store.AnchorStore;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;

/** Anchors, in the database. */
public final class JdbcAnchorStore implements AnchorStore {
  /**
   * A head is anchored only where it is that of the line which it names. The installation's own
   * record has no run: it never ends, and began with its first line.
   */
  private static final String GROWN =
      """
      select h.run_id, h.line, h.hash, coalesce(r.system, '') as system,
        coalesce(r.started_at, f.happened_at) as started_at, r.ended_at
      from record_head h
      join record_entry f on f.run_id = h.run_id and f.line = 1
      left join run r on r.id = h.run_id
      join record_entry l on l.run_id = h.run_id and l.line = h.line and l.hash = h.hash
      left join anchored_head a on a.run_id = h.run_id
      left join record_entry e on e.run_id = a.run_id and e.line = a.line
      where (a.run_id is null or (h.line > a.line and e.hash = a.hash))
      """;

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

  private final JdbcClient jdbc;
  private final Transactions transactions;

  /** Anchors in the database that the transaction manager looks after. */
  public JdbcAnchorStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
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
  public List<Head> grown(int limit) {
    return jdbc.sql(GROWN + " order by h.run_id fetch first ? rows only")
        .param(limit)
        .query(
            (row, index) ->
                new Head(
                    row.getString("run_id"),
                    row.getString("system"),
                    Columns.instant(row, "started_at"),
                    row.getObject("ended_at") != null,
                    row.getLong("line"),
                    row.getString("hash")))
        .list();
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
    return jdbc.sql(
                "select count(*) from ("
                    + GROWN
                    + " and r.kind = 'INCIDENT' and r.ended_at >= ?) waiting")
            .param(Columns.utc(since))
            .query(Long.class)
            .single()
        > 0;
  }

  @Override
  public boolean add(Anchor anchor, String sha256, Document document, List<String> vaults) {
    return transactions.joined(
        () -> {
          if (!transactions.inserted(() -> insert(anchor, sha256, document))) {
            return false;
          }
          for (String vault : vaults) {
            jdbc.sql("insert into anchor_copy (anchor_no, vault) values (?, ?)")
                .params(anchor.number(), vault)
                .update();
          }
          anchor.heads().forEach(head -> keep(head, anchor.number()));
          return true;
        });
  }

  private void insert(Anchor anchor, String sha256, Document document) {
    jdbc.sql(
            """
            insert into anchor (anchor_no, chain, made_at, object_key, sha256, document, signature)
            values (?, ?, ?, ?, ?, ?, ?)""")
        .params(anchor.number(), anchor.chain(), Columns.utc(anchor.madeAt()), document.key())
        .params(sha256, document.text(), document.signature())
        .update();
  }

  private void keep(Head head, long number) {
    int updated =
        jdbc.sql("update anchored_head set line = ?, hash = ?, anchor_no = ? where run_id = ?")
            .params(head.line(), head.hash(), number, head.run())
            .update();
    if (updated == 0) {
      jdbc.sql("insert into anchored_head (line, hash, anchor_no, run_id) values (?, ?, ?, ?)")
          .params(head.line(), head.hash(), number, head.run())
          .update();
    }
  }

  @Override
  public List<Document> pending(String vault, int limit) {
    return jdbc.sql(
            """
            select a.* from anchor a join anchor_copy c on c.anchor_no = a.anchor_no
            where c.vault = ? and c.stored_at is null
            order by a.anchor_no fetch first ? rows only""")
        .params(vault, limit)
        .query(
            (row, index) ->
                new Document(
                    row.getLong("anchor_no"),
                    row.getString("object_key"),
                    Columns.instant(row, "made_at"),
                    row.getString("document"),
                    row.getString("signature")))
        .list();
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
