package io.drillbook.store;

import io.drillbook.domain.record.ChainHead;
import io.drillbook.domain.record.EntryDraft;
import io.drillbook.domain.record.EntryKind;
import io.drillbook.domain.record.RecordChain;
import io.drillbook.domain.record.RecordEntry;
import io.drillbook.spi.store.RecordStore;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The record in the database. Lines of one run are numbered and chained under the lock of its head
 * row, which holds between threads and between servers. That lock is never kept during a caller's
 * work: see {@link QueuedLines}.
 */
public final class JdbcRecordStore implements RecordStore {
  private final JdbcClient jdbc;
  private final Transactions transactions;

  /** A record in the database that the transaction manager looks after. */
  public JdbcRecordStore(DataSource dataSource, PlatformTransactionManager transactions) {
    this.jdbc = JdbcClient.create(dataSource);
    this.transactions = new Transactions(transactions);
  }

  @Override
  public void append(String runId, EntryDraft entry) {
    if (isInTransaction()) {
      QueuedLines.ofThisTransaction(this).add(runId, entry);
    } else {
      write(runId, List.of(entry));
    }
  }

  @Override
  public void appendNow(String runId, EntryDraft entry) {
    transactions.own(() -> write(runId, List.of(entry)));
  }

  @Override
  public List<RecordEntry> entries(String runId) {
    List<RecordEntry> lines =
        new ArrayList<>(
            jdbc.sql("select * from record_entry where run_id = ? order by line")
                .param(runId)
                .query((row, index) -> entry(row))
                .list());
    if (isInTransaction()) {
      for (EntryDraft waiting : QueuedLines.ofThisTransaction(this).waitingFor(runId)) {
        lines.add(RecordChain.next(runId, endOf(lines), waiting));
      }
    }
    return List.copyOf(lines);
  }

  @Override
  public Optional<ChainHead> head(String runId) {
    return head(runId, "");
  }

  /** Chains the lines to the end of the run's record, in the caller's transaction. */
  void write(String runId, List<EntryDraft> lines) {
    transactions.joined(
        () -> {
          ChainHead head = lockHead(runId);
          for (EntryDraft line : lines) {
            RecordEntry entry = RecordChain.next(runId, head, line);
            insert(entry);
            head = new ChainHead(entry.number(), entry.hash());
          }
          jdbc.sql("update record_head set line = ?, hash = ? where run_id = ?")
              .params(head.number(), head.hash(), runId)
              .update();
        });
  }

  private static boolean isInTransaction() {
    return TransactionSynchronizationManager.isActualTransactionActive()
        && TransactionSynchronizationManager.isSynchronizationActive();
  }

  private static ChainHead endOf(List<RecordEntry> lines) {
    if (lines.isEmpty()) {
      return ChainHead.empty();
    }
    RecordEntry last = lines.get(lines.size() - 1);
    return new ChainHead(last.number(), last.hash());
  }

  private ChainHead lockHead(String runId) {
    Optional<ChainHead> there = head(runId, " for update");
    if (there.isPresent()) {
      return there.get();
    }
    transactions.inserted(
        () ->
            jdbc.sql("insert into record_head (run_id, line, hash) values (?, 0, ?)")
                .params(runId, ChainHead.ZERO_HASH)
                .update());
    return head(runId, " for update").orElseThrow();
  }

  private Optional<ChainHead> head(String runId, String lock) {
    return jdbc.sql("select line, hash from record_head where run_id = ?" + lock)
        .param(runId)
        .query((row, index) -> new ChainHead(row.getLong("line"), row.getString("hash")))
        .optional();
  }

  private void insert(RecordEntry line) {
    EntryDraft entry = line.entry();
    jdbc.sql(
            """
            insert into record_entry (run_id, line, happened_at, kind, step, name, actor, attempt,
              outcome, details, previous_hash, hash)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
        .params(line.runId(), line.number(), Columns.utc(entry.at()), entry.kind().name())
        .params(entry.step(), entry.name(), entry.actor(), entry.attempt(), entry.outcome())
        .params(JsonColumn.write(entry.details()), line.previousHash(), line.hash())
        .update();
  }

  static RecordEntry entry(ResultSet row) throws SQLException {
    EntryDraft draft =
        new EntryDraft(
            Columns.instant(row, "happened_at"),
            EntryKind.valueOf(row.getString("kind")),
            row.getString("step"),
            row.getString("name"),
            row.getString("actor"),
            row.getInt("attempt"),
            row.getString("outcome"),
            JsonColumn.texts(row.getString("details")));
    return new RecordEntry(
        row.getString("run_id"),
        row.getLong("line"),
        draft,
        row.getString("previous_hash"),
        row.getString("hash"));
  }
}
